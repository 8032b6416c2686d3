-- Registers a running import unless the list has one (index import_run_running).
-- ?1 id, ?2 public id, ?3 list, ?4 source, ?5 mode, ?6 to ?10 counts, ?11 started at. 1 row or none.
insert into import_run (run_id, public_id, list_id, source, mode, state, rows, created, updated, unchanged, rejected, started_at)
select ?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8, ?9, ?10, ?11
where not exists (select 1 from import_run where list_id = ?3 and state = 1);
