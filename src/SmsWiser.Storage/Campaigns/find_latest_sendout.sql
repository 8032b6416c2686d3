-- ?1 campaign. Index sendout_by_campaign read backwards, 1 row.
select sendout_id, campaign_id, account_id, class, state, planned, chunks, first_flush, error, created_at, finished_at,
    pause_reason, valid_until
from sendout where campaign_id = ?1 order by sendout_id desc limit 1;
