-- ?1 id, ?2 planned, ?3 chunks. Primary key, 1 row.
update sendout set state = 2, planned = ?2, chunks = ?3 where sendout_id = ?1;
