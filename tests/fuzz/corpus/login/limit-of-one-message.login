limits.sends_per_user=1/1h

reply 200 {"session_id":"5f1a"}
wait 31000
type r
type 123456
reply 429 {"success":false}
again
