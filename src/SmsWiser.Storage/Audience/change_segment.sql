-- ?1 segment, ?2 name, ?3 filter. Primary key, 1 row or none.
update segment set name = ?2, filter = ?3 where segment_id = ?1;
