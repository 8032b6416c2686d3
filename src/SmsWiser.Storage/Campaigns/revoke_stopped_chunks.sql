-- Ends them. ?1 sendout, ?2 grant. Primary key range.
update chunk set state = 4
where sendout_id = ?1 and grant_id = ?2 and state = 0
  and not exists (select 1 from share_grant g where g.grant_id = chunk.grant_id and g.state = 2 and g.epoch = chunk.epoch);
