-- ?1 scope, ?2 subject, ?3 sender, ?4 number key, ?5 is out, ?6 origin, ?7 at. Primary key, 1 row.
insert into opt_out (scope, subject, sender, number_key, is_out, origin, at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
on conflict (scope, subject, sender, number_key) do update set is_out = ?5, origin = ?6, at = ?7;
