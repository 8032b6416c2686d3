-- ?1 id. Primary key, 1 row.
select reply_state from inbound where inbound_id = ?1;
