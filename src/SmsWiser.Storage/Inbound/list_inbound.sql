-- ?1 reader, ?2 id below which, ?3 at most. Index inbound_by_reader read backwards, ?3 rows.
select inbound_id, carrier_id, destination, number_key, fingerprint, kind, word, marks, account_id, reply, sealed, at,
    copies, owner_id, list_id, reply_state
from inbound where reader_id = ?1 and inbound_id < ?2 and state = 2 order by inbound_id desc limit ?3;
