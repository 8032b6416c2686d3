-- The last run. Primary key, 1 row or none.
select run_id, flush_id from frequency_run order by run_id desc limit 1;
