-- ?1 after, ?2 at most. Primary key range, ?2 rows.
select flush_id, at, body from flush where flush_id > ?1 order by flush_id limit ?2;
