-- ?1 list, ?2 at. Primary key, 1 row.
update list_erasure set pages_gone_at = ?2 where list_id = ?1 and pages_gone_at is null;
