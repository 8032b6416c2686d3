-- ?1 id, ?2 error, ?3 at. Primary key, 1 row; none when it is not planning.
update sendout set state = 6, error = ?2, finished_at = ?3 where sendout_id = ?1 and state = 1;
