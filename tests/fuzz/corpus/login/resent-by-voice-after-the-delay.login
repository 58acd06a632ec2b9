code.length=8

reply 200 {"session_id":"5f1a"}
type v
wait 31000
type v
reply 200 {"success":true,"channel":"voice"}
type 12345678
reply 200 {"is_valid":true}
