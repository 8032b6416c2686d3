-- ?1 number behind which, ?2 day from which on, ?3 account or null for all, ?4 at most. Primary key in order.
select run_id, day, account_id, keys from frequency_run
where run_id > ?1 and day >= ?2 and (?3 is null or account_id = ?3) order by run_id limit ?4;
