-- The latest stop of a grant. ?1 grant. Index gate_log_share_stop read backwards, 1 row.
select pos, epoch from gate_log where kind = 1 and subject = ?1 order by epoch desc limit 1;
