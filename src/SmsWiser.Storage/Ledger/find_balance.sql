-- Available, held and unknown of an account. ?1 account. Primary key, index hold_by_account: its holds.
select coalesce((select balance from ledger_account where owner_id = ?1 and kind = 1), 0),
    coalesce(sum(case state when 1 then amount - settled - unknown - released else 0 end), 0), coalesce(sum(unknown), 0)
from hold where account_id = ?1 and state in (1, 2);
