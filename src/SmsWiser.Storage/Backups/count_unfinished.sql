-- Sendouts that plan, send or are paused. Index sendout_running, whole.
select count(*) from sendout where state in (1, 2, 3);
