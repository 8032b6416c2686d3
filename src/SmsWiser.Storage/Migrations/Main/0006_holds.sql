-- Chunks that may be claimed only from a moment on, and why; sendouts that are valid up to a moment.
alter table chunk add column not_before integer not null default 0;
alter table chunk add column held_for integer;
drop index chunk_claimable;
create index chunk_claimable on chunk (sendout_id, route_id, not_before, no) where state = 0;
-- Holds what reports of held leads ask, so that they read nothing else.
create index chunk_held on chunk (sendout_id, not_before, grant_id, held_for, open) where state = 0 and not_before > 0;
alter table sendout add column valid_until integer;
create index sendout_valid on sendout (valid_until) where finished_at is null;
