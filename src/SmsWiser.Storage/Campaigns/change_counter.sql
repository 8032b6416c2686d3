-- Adds to a counter. ?1 sendout, ?2 grant, ?3 to ?12 outcomes from accepted to cancelled, ?13 parts. Primary key, 1 row.
update sendout_counter set
    accepted = accepted + ?3, delivered = delivered + ?4, undelivered = undelivered + ?5, expired = expired + ?6, unknown = unknown + ?7,
    rejected = rejected + ?8, failed = failed + ?9, revoked = revoked + ?10, suppressed = suppressed + ?11, cancelled = cancelled + ?12,
    parts_submitted = parts_submitted + ?13
where sendout_id = ?1 and grant_id = ?2;
