-- ?1 sendout, ?2 number, ?3 reason. Primary key, 1 row.
update chunk set state = 3, reason = ?3 where sendout_id = ?1 and no = ?2;
