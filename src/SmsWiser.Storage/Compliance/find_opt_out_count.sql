-- Opt-outs of a domain that stand. ?1 scope, ?2 subject, ?3 sender. Primary key, 1 row or none.
select outs from opt_out_count where scope = ?1 and subject = ?2 and sender = ?3 and day = -1;
