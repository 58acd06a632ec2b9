limits.lockout=1 failures / 15m for 15m

reply 200 {"session_id":"5f1a"}
type 123456
reply 200 {"is_valid":false}
type 123457
reply 422 {"success":false,"message":"Request validation errors"}
type 123458
reply 200 {"is_valid":false}
again
again
