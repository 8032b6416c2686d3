-- ?1 id, ?2 state before, ?3 state after. Primary key, 1 row or none.
update inbound set reply_state = ?3 where inbound_id = ?1 and reply_state = ?2;
