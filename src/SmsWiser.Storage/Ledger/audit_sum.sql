-- Sum over all balances, which is 0. All balances and unfinished holds; for audits.
select coalesce((select sum(balance) from ledger_account), 0)
    + coalesce((select sum(amount - released) from hold where state in (1, 2)), 0);
