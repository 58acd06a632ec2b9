
reply 200 {"session_id":"5f1a"}
type a
type b
type c
type d
type e
type f
type g
type h
type i
type j
type k
type l
type m
