
fault recv 0 3 EINTR
fault poll 0 2 EINTR
fault send 0 1 EINTR
reply 200 {"session_id":"5f1a"}
type 123456
fault recv 1 1 ECONNRESET
reply 200 {"is_valid":true}
