-- ?1 scope, ?2 subject, ?3 sender, ?4 number key. Primary key, mostly no row.
select at, reason from opt_out_removal where scope = ?1 and subject = ?2 and sender = ?3 and number_key = ?4 order by at;
