-- Held leads by grant, reason and moment. ?1 sendout, ?2 held beyond. Index chunk_held alone, one pass over the sendout's held chunks.
select grant_id, held_for, not_before, sum(open) from chunk indexed by chunk_held
where sendout_id = ?1 and state = 0 and not_before > 0 and not_before > ?2
group by not_before, grant_id, held_for order by not_before, grant_id, held_for;
