-- Leads of a sendout's chunks over one list of the sender's own. ?1 sendout, ?2 list, ?3 number of the chunk before, ?4 at most so many.
-- Primary keys; ?4 rows returned.
select c.no, l.body from chunk c join chunk_leads l using (leads_id)
where c.sendout_id = ?1 and c.no > ?3 and c.list_id = ?2 and c.grant_id = 0 order by c.no limit ?4;
