-- Sendouts under way that target a list. ?1 list. Index sendout_unfinished; a row of targets each.
select s.sendout_id, s.campaign_id, s.account_id, s.class, s.state, s.planned, s.chunks, s.first_flush, s.error, s.created_at,
    s.finished_at
from sendout s where s.finished_at is null and s.state in (1, 2, 3)
    and exists (select 1 from campaign_target t where t.campaign_id = s.campaign_id and t.list_id = ?1)
order by s.sendout_id;
