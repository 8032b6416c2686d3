-- Open leads of the unclaimed chunks of a sendout per grant. ?1 sendout. Index chunk_claimable for the range, one pass.
select grant_id, sum(open) from chunk where sendout_id = ?1 and state = 0 group by grant_id;
