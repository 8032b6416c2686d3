-- ?1 account, ?2 per day, ?3 per week. Primary key, 1 row.
insert into frequency_cap (account_id, per_day, per_week) values (?1, ?2, ?3)
on conflict (account_id) do update set per_day = ?2, per_week = ?3;
