-- ?1 at most. Index inbound_unresolved, oldest first.
select inbound_id, carrier_id, destination, number_key, fingerprint, kind, word, marks, account_id, reply, sealed, at
from inbound where state = 1 order by inbound_id limit ?1;
