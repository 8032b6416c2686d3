-- ?1 run, ?2 state, ?3 error, ?4 at. Primary key, 1 row; none when it is not running.
update import_run set state = ?2, error = ?3, finished_at = ?4 where run_id = ?1 and state = 1;
