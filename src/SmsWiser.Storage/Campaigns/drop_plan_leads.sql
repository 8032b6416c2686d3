-- Removes the leads of up to ?2 chunks of a plan, in order of their numbers. ?1 sendout. Primary keys.
delete from chunk_leads where leads_id in (select leads_id from chunk where sendout_id = ?1 order by no limit ?2);
