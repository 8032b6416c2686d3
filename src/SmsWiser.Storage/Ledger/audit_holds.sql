-- A hold that does not add up, is over but not empty, or differs from its transfers: sendout, then what the hold says (amount, settled,
-- unknown, released, state), then what the transfers say (amount, settled, unknown, released). All holds; for audits.
with said (sendout_id, amount, settled, unknown, released) as (
    select sendout_id, sum(case kind when 3 then amount else 0 end), sum(case when kind in (4, 6) then amount else 0 end),
        sum(case kind when 5 then amount when 6 then -amount when 7 then -amount when 9 then -amount else 0 end),
        sum(case when kind in (8, 9) or (kind = 7 and credit = 1) then amount else 0 end)
    from transfer where sendout_id is not null group by sendout_id)
select h.sendout_id, h.amount, h.settled, h.unknown, h.released, h.state, s.amount, s.settled, s.unknown, s.released
from hold h left join said s using (sendout_id)
where h.settled < 0 or h.unknown < 0 or h.released < 0 or h.settled + h.unknown + h.released > h.amount
    or (h.state <> 1 and h.settled + h.unknown + h.released <> h.amount) or (h.state = 3 and h.unknown <> 0)
    or s.amount is not h.amount or s.settled is not h.settled or s.unknown is not h.unknown or s.released is not h.released
order by h.sendout_id limit 1;
