
reply 200 {"session_id":"a/../b"}
