-- Entries behind a position. ?1 position, ?2 at most. Primary key, ?2 rows.
select pos, kind, subject, epoch, detail from gate_log where pos > ?1 order by pos limit ?2;
