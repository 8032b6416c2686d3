-- ?1 list. Primary key, 1 row.
delete from list_key where list_id = ?1;
