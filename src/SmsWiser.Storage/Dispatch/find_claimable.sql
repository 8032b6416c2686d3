-- Numbers of open chunks of one route that are not held, and whose share, if they rely on one, is accepted at their epoch. Those never held
-- come first. ?1 sendout, ?2 route, ?3 at, ?4 at most. Index chunk_claimable in order, named because the planner would walk all chunks in
-- key order; share_grant by primary key. ?4 rows.
select no from chunk c indexed by chunk_claimable
where c.sendout_id = ?1 and c.route_id = ?2 and c.state = 0 and c.not_before <= ?3
  and (c.grant_id = 0 or exists (select 1 from share_grant g where g.grant_id = c.grant_id and g.state = 2 and g.epoch = c.epoch))
order by c.not_before, c.no limit ?4;
