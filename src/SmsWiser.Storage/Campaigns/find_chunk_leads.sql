-- Leads of a chunk. ?1 sendout, ?2 number. Primary keys, 1 row or none.
select c.list_id, l.body from chunk c join chunk_leads l using (leads_id) where c.sendout_id = ?1 and c.no = ?2;
