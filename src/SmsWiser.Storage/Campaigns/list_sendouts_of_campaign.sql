-- ?1 campaign. Index sendout_by_campaign; all sendouts of it.
select sendout_id, campaign_id, account_id, class, state, planned, chunks, first_flush, error, created_at, finished_at
from sendout where campaign_id = ?1 order by sendout_id;
