-- ?1 sendout, ?2 number. Primary key, 1 row.
update chunk set state = 5 where sendout_id = ?1 and no = ?2;
