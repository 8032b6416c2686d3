-- Closed holds with parts of unknown fate, closed by then. ?1 closed by, ?2 at most. Index hold_closed, ?2 rows.
select sendout_id from hold indexed by hold_closed where state = 2 and closed_at <= ?1 order by closed_at limit ?2;
