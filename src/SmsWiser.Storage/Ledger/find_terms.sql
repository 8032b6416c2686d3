-- ?1 account. Primary key, 1 row or none.
select account_id, kind, parent_id, credit_limit, due_at, low_balance, low_since, suspended from account_terms where account_id = ?1;
