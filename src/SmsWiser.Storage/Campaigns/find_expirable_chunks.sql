-- Unclaimed chunks of a sendout in any order, with what holds them beyond ?2. ?1 sendout, ?3 at most. Index chunk_claimable, ?3 rows.
select no, grant_id, open, case when not_before > ?2 then held_for end from chunk indexed by chunk_claimable
where sendout_id = ?1 and state = 0 limit ?3;
