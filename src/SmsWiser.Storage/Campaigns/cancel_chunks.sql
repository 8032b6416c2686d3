-- ?1 sendout. Index chunk_claimable for the range.
update chunk set state = 5 where sendout_id = ?1 and state = 0;
