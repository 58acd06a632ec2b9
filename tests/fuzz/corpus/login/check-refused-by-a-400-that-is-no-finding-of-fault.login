
reply 200 {"session_id":"5f1a"}
type 123456
reply 400 <html>Bad Request</html>
