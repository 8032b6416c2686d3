-- Notes since when the available balance is below its threshold. ?1 account, ?2 at. Primary keys, 1 row or none.
update account_terms set low_since = case
    when (select balance from ledger_account where owner_id = ?1 and kind = 1) < low_balance then coalesce(low_since, ?2) end
where account_id = ?1 and low_balance > 0;
