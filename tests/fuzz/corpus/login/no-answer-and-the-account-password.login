
reply 200 {"session_id":"5f1a"}
answer withheld
answer withheld
answer nothing
