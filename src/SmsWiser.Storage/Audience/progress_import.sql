-- ?1 run, ?2 to ?6 counts, ?7 removed, ?8 kept left, ?9 incomplete. Primary key, 1 row; none when it is not running.
update import_run set rows = ?2, created = ?3, updated = ?4, unchanged = ?5, rejected = ?6, removed = ?7, kept_left = ?8, incomplete = ?9
where run_id = ?1 and state = 1;
