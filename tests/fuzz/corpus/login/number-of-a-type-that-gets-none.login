policy.number_types=mobile

reply 200 {"session_id":"5f1a","number_lookup":{"number_type":"landline","country":"LV","current_carrier":null}}
reply 404 {"success":false,"message":"Two FA session is not canceled"}
