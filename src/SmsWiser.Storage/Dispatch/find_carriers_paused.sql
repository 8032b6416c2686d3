-- Since when open chunks of a sendout wait on a route of which all carriers are paused; null when none do. ?1 sendout.
-- Index chunk_claimable alone, one pass over the sendout's open chunks; asked only while a carrier is paused. 1 row.
select min(since) from (
    select max(p.paused_at) as since
    from (select distinct route_id from chunk indexed by chunk_claimable where sendout_id = ?1 and state = 0) c
    join route_carrier m using (route_id)
    left join sending_pause p on p.scope = 3 and p.subject = m.carrier_id
    group by c.route_id having count(*) = count(p.paused_at));
