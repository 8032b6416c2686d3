-- ?1 id, ?2 state, ?3 pause reason. The caller has checked the state before in this transaction. Primary key, 1 row.
update sendout set state = ?2, pause_reason = ?3 where sendout_id = ?1;
