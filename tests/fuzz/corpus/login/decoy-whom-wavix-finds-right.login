users.unmapped=decoy
users.default_region=LV
phones 0

reply 200 {"session_id":"5f1a"}
type 123456
reply 200 {"is_valid":true}
