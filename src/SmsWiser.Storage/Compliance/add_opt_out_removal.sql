-- ?1 scope, ?2 subject, ?3 sender, ?4 number key, ?5 at, ?6 reason. 1 row.
insert into opt_out_removal (scope, subject, sender, number_key, at, reason) values (?1, ?2, ?3, ?4, ?5, ?6);
