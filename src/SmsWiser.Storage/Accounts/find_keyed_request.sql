-- ?1 request key, ?2 moment before which it is forgotten. Primary key, 1 row.
select request_hash, at, status, answer from idempotency where request_key = ?1 and at >= ?2;
