-- Ends a sendout of which no lead is open: sending and paused become sent, cancelled keeps its state. ?1 id, ?2 at.
-- Primary keys of sendout and sendout_counter, 1 row or none.
update sendout set state = case state when 5 then 5 else 4 end, finished_at = ?2
where sendout_id = ?1 and state in (2, 3, 5) and finished_at is null
  and 0 = (
    select coalesce(sum(planned - accepted - delivered - undelivered - expired - unknown - rejected - failed - revoked - suppressed
    - cancelled), 0)
    from sendout_counter where sendout_id = ?1);
