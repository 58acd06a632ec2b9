
reply 200 {"success":true,"session_id":"5f1a"}
type 123456
reply 200 {"is_valid":true}
