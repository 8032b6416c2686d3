-- A plan that was never finished: planning, failed, or cancelled before it had a size. ?1 sendout. Primary key, 1 row or none.
select 1 from sendout where sendout_id = ?1 and state in (1, 5, 6) and planned = 0;
