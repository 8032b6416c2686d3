-- Sends again, with so many more leads. ?1 id, ?2 leads. Primary key, 1 row; the number of the new chunk.
update sendout set state = 2, finished_at = null, planned = planned + ?2, chunks = chunks + 1
where sendout_id = ?1 and state in (2, 4) returning chunks - 1;
