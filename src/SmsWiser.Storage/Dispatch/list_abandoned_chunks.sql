-- Claimed by another node than ?1. Index chunk_claimed, whole; what was in hand when a process died.
select sendout_id, no, grant_id, epoch, leads, open, state, reason, price, not_before, held_for from chunk indexed by chunk_claimed
where state = 1 and claimed_by <> ?1 order by sendout_id, no;
