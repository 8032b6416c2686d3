-- ?1 account, ?2 set on, ?3 hours, ?4 rest on holidays, ?5 closed days. Primary key, 1 row.
insert into account_hours (account_id, set_on, hours, rest_on_holidays, closed_days) values (?1, ?2, ?3, ?4, ?5)
on conflict (account_id) do update set set_on = ?2, hours = ?3, rest_on_holidays = ?4, closed_days = ?5;
