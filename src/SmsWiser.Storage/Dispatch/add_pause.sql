-- Begins a pause unless there is one. ?1 scope, ?2 subject, ?3 at, ?4 reason. Primary key, 1 row or none.
insert into sending_pause (scope, subject, paused_at, reason) values (?1, ?2, ?3, ?4) on conflict do nothing;
