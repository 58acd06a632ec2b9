outage.action=allow
user bob

lost timeout
