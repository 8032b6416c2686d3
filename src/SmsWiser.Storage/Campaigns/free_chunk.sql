-- ?1 sendout, ?2 number. Primary key, 1 row.
update chunk set not_before = 0, held_for = null where sendout_id = ?1 and no = ?2;
