
reply 200 {"session_id":"5f1a"}
type 100001
reply 200 {"is_valid":false}
hang up
again
type 100002
reply 200 {"is_valid":false}
type 100003
reply 200 {"is_valid":false}
type 100004
reply 200 {"is_valid":false}
