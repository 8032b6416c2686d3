-- A prepaid or unbilled account below 0: account, balance. All balances; for audits.
select a.owner_id, a.balance from ledger_account a left join account_terms t on t.account_id = a.owner_id
where a.kind = 1 and a.balance < 0 and coalesce(t.kind, 0) <> 2 order by a.owner_id limit 1;
