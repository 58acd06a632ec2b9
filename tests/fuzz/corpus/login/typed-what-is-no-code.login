
reply 200 {"session_id":"5f1a"}
type 12345
type 1234567
type 12345x
type -12345
type ١٢٣
type help
type  123456 
reply 200 {"is_valid":true}
