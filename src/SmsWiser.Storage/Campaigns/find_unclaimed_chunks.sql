-- Unclaimed chunks of a sendout in any order. ?1 sendout, ?2 at most. Index chunk_claimable, ?2 rows.
select no, grant_id, open from chunk indexed by chunk_claimable where sendout_id = ?1 and state = 0 limit ?2;
