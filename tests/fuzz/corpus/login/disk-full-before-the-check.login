
reply 200 {"session_id":"5f1a"}
fault pwrite64 0 200 ENOSPC
fault pwrite 0 200 ENOSPC
type 123456
reply 200 {"is_valid":true}
