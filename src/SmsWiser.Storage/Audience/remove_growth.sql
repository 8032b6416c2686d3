-- ?1 list. Primary key, one row a day.
delete from list_growth where list_id = ?1;
