-- Cancelled sendouts whose unclaimed chunks were not all counted when the process ended. Index sendout_unfinished; a few rows.
select sendout_id from sendout where finished_at is null and state = 5;
