-- Sendouts that ended without a plan but have chunks of one. Primary keys; read once per start.
select sendout_id from sendout s
where state in (5, 6) and planned = 0 and exists (select 1 from chunk c where c.sendout_id = s.sendout_id);
