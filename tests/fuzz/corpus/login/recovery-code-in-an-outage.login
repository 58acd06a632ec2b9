outage.action=recovery_only

unsent unreachable
type k7qm-x2fd-9hta-w4zn
type @
