-- ?1 id, ?2 account, ?3 owner, ?4 list, ?5 sendout, ?6 reader. Primary key, 1 row or none.
update inbound set state = 2, account_id = ?2, owner_id = ?3, list_id = ?4, sendout_id = ?5, reader_id = ?6
where inbound_id = ?1 and state = 1;
