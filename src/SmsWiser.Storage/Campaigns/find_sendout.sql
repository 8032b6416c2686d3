-- ?1 id. Primary key, 1 row.
select sendout_id, campaign_id, account_id, class, state, planned, chunks, first_flush, error, created_at, finished_at,
    pause_reason, valid_until
from sendout where sendout_id = ?1;
