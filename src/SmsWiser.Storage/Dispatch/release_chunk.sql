-- ?1 sendout, ?2 number, ?3 state, ?4 open leads. Primary key, 1 row.
update chunk set state = ?3, open = ?4, claimed_by = null where sendout_id = ?1 and no = ?2;
