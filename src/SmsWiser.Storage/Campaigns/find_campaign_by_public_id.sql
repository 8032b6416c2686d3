-- ?1 public id. Unique index, 1 row.
select c.campaign_id, c.public_id, c.account_id, c.name, c.sender, c.template, c.class, c.created_at, c.max_parts, c.valid_until,
    c.window_opens, c.window_closes, c.working_days, c.spread_seconds, c.pilot_leads, c.max_spend, c.priority, s.due_at, s.first,
    s.zone, s.rule, s.error
from campaign c left join campaign_schedule s using (campaign_id)
where c.public_id = ?1;
