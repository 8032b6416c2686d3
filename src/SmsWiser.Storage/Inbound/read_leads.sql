-- Chunks of a sendout with their leads. ?1 sendout, ?2 number from which on, ?3 at most. Primary key in order, ?3 rows.
select c.no, c.list_id, c.grant_id, l.body from chunk c join chunk_leads l using (leads_id)
where c.sendout_id = ?1 and c.no >= ?2 order by c.no limit ?3;
