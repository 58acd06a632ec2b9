
fault pwrite64 0 200 ENOSPC
fault pwrite 0 200 ENOSPC
reply 200 {"session_id":"5f1a"}
reply 204 
