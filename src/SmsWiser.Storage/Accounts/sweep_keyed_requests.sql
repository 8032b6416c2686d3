-- Forgets up to ?2 requests of before ?1. Index idempotency_by_time.
delete from idempotency where request_key in (select request_key from idempotency where at < ?1 order by at limit ?2);
