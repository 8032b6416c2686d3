-- ?1 scope, ?2 subject, ?3 reason. Primary key, 1 row.
update sending_pause set reason = ?3 where scope = ?1 and subject = ?2 returning scope, subject, paused_at, reason;
