-- All of them, the earliest first: a few rows.
select scope, subject, paused_at, reason from sending_pause order by paused_at, scope, subject;
