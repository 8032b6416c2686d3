-- Open chunks of a plan whose share is no longer accepted at their epoch. ?1 sendout, ?2 grant. Primary key range, 1 row.
select count(*), coalesce(sum(open), 0) from chunk c
where c.sendout_id = ?1 and c.grant_id = ?2 and c.state = 0
  and not exists (select 1 from share_grant g where g.grant_id = c.grant_id and g.state = 2 and g.epoch = c.epoch);
