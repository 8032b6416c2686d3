-- ?1 account. Index campaign_by_account read backwards: newest first.
select campaign_id, public_id, account_id, name, sender, template, class, created_at
from campaign where account_id = ?1 and is_hidden = 0 order by campaign_id desc;
