-- ?1 public id. Unique index, 1 row.
select run_id, public_id, list_id, source, mode, state, rows, created, updated, unchanged, rejected, error, started_at, finished_at, removed,
    kept_left, incomplete
from import_run where public_id = ?1;
