-- Those resolved already: the account that answers is known then. ?1 at most. Index inbound_reply_due, oldest first.
select inbound_id, carrier_id, destination, number_key, fingerprint, kind, word, marks, account_id, reply, sealed, at
from inbound where reply_state = 1 and state = 2 order by inbound_id limit ?1;
