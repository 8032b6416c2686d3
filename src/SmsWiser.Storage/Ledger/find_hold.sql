-- ?1 sendout. Primary key, 1 row or none.
select sendout_id, account_id, amount, settled, unknown, released, max_parts, state, created_at from hold where sendout_id = ?1;
