-- ?1 scope, ?2 subject, ?3 at most. Primary key by scope and subject: one row per sender and day.
select sender, day, outs, ins from opt_out_count
where scope = ?1 and subject = ?2 and day >= 0 order by day desc, sender limit ?3;
