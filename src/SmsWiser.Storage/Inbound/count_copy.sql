-- ?1 id. Primary key, 1 row.
update inbound set copies = copies + 1 where inbound_id = ?1;
