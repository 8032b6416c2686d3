-- Claimed by another node than ?1. Index chunk_claimed; what was in hand when a process died.
select sendout_id, no, grant_id, epoch, leads, open, state, reason from chunk where state = 1 and claimed_by <> ?1 order by sendout_id, no;
