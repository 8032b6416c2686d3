-- When the next held chunk may be claimed. ?1 sendout, ?2 later than. Index chunk_held, 1 row.
select not_before from chunk indexed by chunk_held
where sendout_id = ?1 and state = 0 and not_before > 0 and not_before > ?2 order by not_before limit 1;
