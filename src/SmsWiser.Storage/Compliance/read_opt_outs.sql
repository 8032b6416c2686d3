-- Who has left a domain. ?1 scope, ?2 subject, ?3 sender, ?4 key from which on, ?5 at most. Primary key in order, ?5 rows and those of
-- people who came back.
select number_key from opt_out
where scope = ?1 and subject = ?2 and sender = ?3 and number_key >= ?4 and is_out = 1 order by number_key limit ?5;
