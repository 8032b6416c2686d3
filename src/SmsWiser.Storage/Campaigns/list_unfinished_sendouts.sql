-- Planning, sending, paused, and cancelled with leads still on the wire. Index sendout_unfinished; a few rows.
select sendout_id, campaign_id, account_id, class, state, planned, chunks, first_flush, error, created_at, finished_at,
    pause_reason, valid_until
from sendout where finished_at is null and state in (1, 2, 3, 5) order by sendout_id;
