-- Ends the imports of a process that is gone. ?1 at. Index import_run_running; a few rows.
update import_run set state = 3, error = 'the process ended', finished_at = ?1 where state = 1;
