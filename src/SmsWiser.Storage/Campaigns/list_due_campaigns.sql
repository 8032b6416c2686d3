-- Campaigns whose next start is due, the earliest first. ?1 at, ?2 at most. Index campaign_due, ?2 rows.
select c.campaign_id, c.public_id, c.account_id, c.name, c.sender, c.template, c.class, c.created_at, c.max_parts, c.valid_until,
    c.window_opens, c.window_closes, c.working_days, c.spread_seconds, c.pilot_leads, c.max_spend, c.priority, s.due_at, s.first,
    s.zone, s.rule, s.error
from campaign_schedule s indexed by campaign_due join campaign c using (campaign_id)
where s.due_at is not null and s.due_at <= ?1 order by s.due_at limit ?2;
