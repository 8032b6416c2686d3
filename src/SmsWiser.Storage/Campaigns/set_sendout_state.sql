-- ?1 id, ?2 state. The caller has checked the state before in this transaction. Primary key, 1 row.
update sendout set state = ?2 where sendout_id = ?1;
