-- ?1 account, ?2 kind, ?3 parent, ?4 credit limit, ?5 due at, ?6 low balance. Primary key, 1 row.
insert into account_terms (account_id, kind, parent_id, credit_limit, due_at, low_balance) values (?1, ?2, ?3, ?4, ?5, ?6)
on conflict (account_id) do update set
    kind = ?2, parent_id = ?3, credit_limit = ?4, due_at = ?5, low_balance = ?6;
