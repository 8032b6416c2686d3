-- Gives what may have been sent to a node that is no more: the next start ends these leads as unknown. Index sendout_running, then the key
-- ranges of their chunks.
update chunk set state = 1, claimed_by = 0 where state = 0 and sendout_id in (select sendout_id from sendout where state in (2, 3));
