-- Whether an account has unfinished sendouts, holds or credits. ?1 account. Indexes sendout_unfinished, hold_by_account.
select 1 where exists (
        select 1 from sendout indexed by sendout_unfinished
        where finished_at is null and state in (1, 2, 3, 5) and account_id = ?1)
    or exists (select 1 from hold where account_id = ?1 and state <> 3)
    or exists (select 1 from ledger_account where owner_id = ?1 and kind = 1 and balance <> 0);
