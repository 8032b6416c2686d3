-- What the chunks of a plan hold per grant. ?1 sendout. Primary key range, one pass over the chunks of the sendout.
select grant_id, count(*), sum(leads), sum(case state when 3 then leads else 0 end) from chunk where sendout_id = ?1 group by grant_id;
