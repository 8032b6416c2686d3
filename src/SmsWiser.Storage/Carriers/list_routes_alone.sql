-- Routes that only ?1 carrier serves. Whole tables, a few thousand rows, once a removal.
select r.route_id, r.prefix from route r
where exists (select 1 from route_carrier c where c.route_id = r.route_id and c.carrier_id = ?1)
  and not exists (select 1 from route_carrier c where c.route_id = r.route_id and c.carrier_id <> ?1)
order by r.prefix;
