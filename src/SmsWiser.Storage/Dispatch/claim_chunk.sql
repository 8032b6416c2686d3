-- ?1 sendout, ?2 number, ?3 node. Primary key, 1 row.
update chunk set state = 1, claimed_by = ?3, not_before = 0, held_for = null where sendout_id = ?1 and no = ?2 and state = 0;
