-- ?1 day before which, ?2 at most. Index on the day, ?2 rows; the last run stays.
delete from frequency_run where run_id in (
    select run_id from frequency_run where day < ?1 and run_id < (select max(run_id) from frequency_run) limit ?2);
