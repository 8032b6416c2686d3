-- Adds to a count. ?1 scope, ?2 subject, ?3 sender, ?4 day, ?5 outs, ?6 ins. Primary key, 1 row.
insert into opt_out_count (scope, subject, sender, day, outs, ins) values (?1, ?2, ?3, ?4, ?5, ?6)
on conflict (scope, subject, sender, day) do update set outs = outs + ?5, ins = ins + ?6;
