-- Holds of an account, newest first. ?1 account, ?2 at most, ?3 passed over. Index hold_by_account read backwards, ?2 + ?3
-- rows.
select h.sendout_id, h.account_id, h.amount, h.settled, h.unknown, h.released, h.max_parts, h.state, h.created_at, s.campaign_id
from hold h join sendout s using (sendout_id) where h.account_id = ?1
order by h.sendout_id desc limit ?2 offset ?3;
