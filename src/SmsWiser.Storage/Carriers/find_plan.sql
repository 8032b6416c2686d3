-- Index sendout_unfinished; any sendout that is being planned.
select 1 from sendout indexed by sendout_unfinished where finished_at is null and state = 1 limit 1;
