
reply 200 {"session_id":"5f1a"}
packet 1
