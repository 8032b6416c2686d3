-- ?1 list. Primary key, up to 200 rows.
delete from working_set where list_id = ?1;
