-- ?1 sendout, ?2 number, ?3 state, ?4 open leads, ?5 not before, ?6 held for. Primary key, 1 row.
update chunk set state = ?3, open = ?4, claimed_by = null, not_before = ?5, held_for = ?6 where sendout_id = ?1 and no = ?2;
