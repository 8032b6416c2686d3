-- Whether the available balance with a credit limit covers an amount. ?1 owner, ?2 credit limit, ?3 amount. Primary key, 1 row or none.
select 1 where coalesce((select balance from ledger_account where owner_id = ?1 and kind = 1), 0) + ?2 >= ?3;
