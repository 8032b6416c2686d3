-- ?1 owner, ?2 kind, ?3 change. Primary key, 1 row.
insert into ledger_account (owner_id, kind, balance) values (?1, ?2, ?3)
on conflict (owner_id, kind) do update set balance = balance + ?3;
