-- ?1 segment. Primary key, 1 row or none.
delete from segment where segment_id = ?1;
