without guard

hang up
reply 200 {"session_id":"5f1a"}
reply 204 
