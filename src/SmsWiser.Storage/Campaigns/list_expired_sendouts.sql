-- Sending and paused ones whose validity ends up to ?1. Index sendout_valid; a few rows.
select sendout_id from sendout indexed by sendout_valid where finished_at is null and valid_until <= ?1 and state in (2, 3);
