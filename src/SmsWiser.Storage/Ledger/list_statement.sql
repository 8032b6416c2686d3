-- Changes of an available balance, newest first. ?1 owner, ?2 at most, ?3 passed over. Index transfer_statement read backwards,
-- ?2 + ?3 rows.
select t.transfer_key, t.kind, t.owner_id, t.debit, t.credit, t.amount, t.at, t.sendout_id, t.parts, t.price, t.reference,
    s.campaign_id
from transfer t indexed by transfer_statement left join sendout s using (sendout_id)
where t.owner_id = ?1 and (t.debit = 1 or t.credit = 1)
order by t.transfer_id desc limit ?2 offset ?3;
