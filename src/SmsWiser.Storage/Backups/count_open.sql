-- Leads without an outcome, of sendouts that plan, send or are paused. Index sendout_running, then the key ranges of their counters.
select coalesce(sum(c.planned - c.accepted - c.delivered - c.undelivered - c.expired - c.unknown - c.rejected - c.failed - c.revoked
    - c.suppressed - c.cancelled), 0)
from sendout s join sendout_counter c using (sendout_id) where s.state in (1, 2, 3);
