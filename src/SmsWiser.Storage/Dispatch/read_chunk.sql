-- A chunk with its leads. ?1 sendout, ?2 number. Primary keys, 1 row.
select c.route_id, c.list_id, c.grant_id, c.epoch, c.gate_pos, c.leads, c.reason, l.body, c.price, c.max_parts
from chunk c join chunk_leads l using (leads_id) where c.sendout_id = ?1 and c.no = ?2;
