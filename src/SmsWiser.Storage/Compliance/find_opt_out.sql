-- ?1 scope, ?2 subject, ?3 sender, ?4 number key. Primary key, 1 row or none.
select is_out, at from opt_out where scope = ?1 and subject = ?2 and sender = ?3 and number_key = ?4;
