code.resend_delay=1s

reply 200 {"session_id":"5f1a"}
wait 1000
type r
reply 200 {"success":true}
wait 2000
type r
reply 200 {"success":true}
wait 4000
type r
reply 500 
wait 8000
type r
lost timeout
wait 16000
type r
reply 200 {"success":true}
