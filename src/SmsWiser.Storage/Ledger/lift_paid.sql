-- Ends a suspension for a debt that is paid; a date that was due is done with. ?1 account. Primary keys, 1 row or none.
update account_terms set suspended = 0, suspended_at = null, due_at = null
where account_id = ?1 and suspended = 1
  and 0 <= (select balance from ledger_account where owner_id = ?1 and kind = 1);
