outage.breaker=1 failures / 30s
outage.timeout=allow

lost timeout
again
wait 40000
again
reply 200 {"session_id":"5f1a"}
