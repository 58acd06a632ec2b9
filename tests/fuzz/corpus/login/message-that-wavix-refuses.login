limits.sends_per_user=2/1h

reply 401 {"success":false}
again
reply 200 {"session_id":"5f1a"}
wait 31000
type r
reply 429 {"success":false}
type 123456
reply 200 {"is_valid":false}
again
reply 422 {"success":false}
again
reply 200 {"session_id":"5f1b"}
