-- ?1 run. Primary key, 1 row; none when it is not running.
select list_id, created, updated, removed from import_run where run_id = ?1 and state = 1;
