-- ?1 carrier, ?2 message id, ?3 state, ?4 error, ?5 at. 1 row.
insert into receipt_orphan (carrier_id, message_id, state, error, at) values (?1, ?2, ?3, ?4, ?5);
