-- Open chunks of an epoch, but of plans that are not finished (finishing ends theirs). ?1 grant, ?2 epoch, ?3 at most.
-- Index chunk_revocable, ?3 rows.
select c.sendout_id, c.no, c.open from chunk c join sendout s using (sendout_id)
where c.grant_id = ?1 and c.epoch = ?2 and c.state = 0 and s.state in (2, 3)
order by c.sendout_id, c.no limit ?3;
