-- Balances that differ from the fold of all transfers: owner, kind, balance, fold. Balances are rows, or sums over unfinished holds.
-- All transfers, balances and holds; for audits.
with side (owner_id, kind, amount) as (
        select case when debit in (1, 2) then owner_id else 0 end, debit, -amount from transfer
        union all
        select case when credit in (1, 2) then owner_id else 0 end, credit, amount from transfer),
    folded (owner_id, kind, balance) as (select owner_id, kind, sum(amount) from side group by owner_id, kind),
    part (owner_id, kind, amount) as (
        select owner_id, kind, balance from ledger_account
        union all
        select account_id, 2, amount - settled - unknown - released from hold where state in (1, 2)
        union all
        select 0, 3, settled from hold where state in (1, 2)
        union all
        select 0, 4, unknown from hold where state in (1, 2)),
    stored (owner_id, kind, balance) as (select owner_id, kind, sum(amount) from part group by owner_id, kind)
select coalesce(s.owner_id, f.owner_id), coalesce(s.kind, f.kind), coalesce(s.balance, 0), coalesce(f.balance, 0)
from stored s full join folded f on f.owner_id = s.owner_id and f.kind = s.kind
where coalesce(s.balance, 0) <> coalesce(f.balance, 0)
order by 1, 2 limit 1;
