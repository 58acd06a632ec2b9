
fault fcntl 0 40 EAGAIN
reply 200 {"session_id":"5f1a"}
type 123456
reply 200 {"is_valid":true}
