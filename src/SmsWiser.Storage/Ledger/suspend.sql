-- ?1 account, ?2 reason. Primary key, 1 row.
insert into account_terms (account_id, kind, parent_id, credit_limit, low_balance, suspended) values (?1, 0, 0, 0, 0, ?2)
on conflict (account_id) do update set suspended = ?2;
