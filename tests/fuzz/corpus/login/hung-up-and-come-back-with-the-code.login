code.reuse_window=2m

reply 200 {"session_id":"5f1a"}
type 123456
reply 200 {"is_valid":false}
hang up
again
type 123457
reply 200 {"is_valid":true}
