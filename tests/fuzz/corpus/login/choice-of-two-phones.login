code.send=ask
phones 2

type 9
type 3
reply 200 {"session_id":"5f1a"}
type 123456
reply 200 {"is_valid":true}
