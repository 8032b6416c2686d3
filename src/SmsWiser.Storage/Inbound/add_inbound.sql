-- ?1 to ?12 the columns in order, ?13 state. 1 row.
insert into inbound (inbound_id, carrier_id, destination, number_key, fingerprint, kind, word, marks, account_id, reply, sealed, at, copies, state,
    owner_id, list_id, sendout_id, reader_id, reply_state)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?13, 0, 0, 0, ?9, 0);
