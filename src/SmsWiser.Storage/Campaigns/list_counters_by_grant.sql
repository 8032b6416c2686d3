-- ?1 grant, not 0. Index sendout_counter_by_grant; one row per sendout that relied on it.
select sendout_id, grant_id, planned, accepted, delivered, undelivered, expired, unknown, rejected, failed, revoked, suppressed, cancelled,
    parts_submitted
from sendout_counter where grant_id = ?1 and grant_id <> 0 order by sendout_id;
