-- ?1 list. Overwrites the wrapped key before its row goes. Primary key, 1 row.
update list_key set wrapped = zeroblob(length(wrapped)) where list_id = ?1;
