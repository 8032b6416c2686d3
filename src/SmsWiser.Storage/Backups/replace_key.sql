-- ?1 list, ?2 master key, ?3 the data key wrapped by it. Primary key, 1 row.
update list_key set key_id = ?2, wrapped = ?3 where list_id = ?1;
