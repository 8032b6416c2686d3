-- ?1 sendout. Primary key; one row per grant.
select sendout_id, grant_id, planned, accepted, delivered, undelivered, expired, unknown, rejected, failed, revoked, suppressed, cancelled,
    parts_submitted
from sendout_counter where sendout_id = ?1 order by grant_id;
