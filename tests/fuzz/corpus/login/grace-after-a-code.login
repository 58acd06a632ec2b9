grace.period=1h
grace.key=user rhost

reply 200 {"session_id":"5f1a"}
type 123456
reply 200 {"is_valid":true}
again
