-- After a payment: ends a suspension for a debt that is paid; the date of a debt that this payment paid is done with. ?1 account,
-- ?2 amount paid in. Primary keys, 1 row or none.
update account_terms set
    suspended = case suspended when 1 then 0 else suspended end,
    due_at = case when (select balance from ledger_account where owner_id = ?1 and kind = 1) < ?2 then null else due_at end
where account_id = ?1 and 0 <= (select balance from ledger_account where owner_id = ?1 and kind = 1);
