-- Sent or cancelled after ?1. Index sendout_finished; the sendouts of some days.
select sendout_id, campaign_id, account_id, class, state, planned, chunks, first_flush, error, created_at, finished_at,
    pause_reason, valid_until
from sendout indexed by sendout_finished where finished_at > ?1 and state in (4, 5) order by finished_at, sendout_id;
