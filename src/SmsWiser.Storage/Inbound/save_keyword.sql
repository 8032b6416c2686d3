-- ?1 account, ?2 keyword, ?3 answer. Primary key, 1 row.
insert into account_keyword (account_id, keyword, answer) values (?1, ?2, ?3)
on conflict (account_id, keyword) do update set answer = ?3;
