
reply 200 {"session_id":"5f1a"}
type 
reply 200 [{"event":"Code sent via SMS","status":"failed","error":"unreachable"}]
type 
reply 404 {"success":false}
type 
