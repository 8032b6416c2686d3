-- When all sending was paused. Primary key, 1 row or none.
select paused_at from sending_pause where scope = 1 and subject = 0;
