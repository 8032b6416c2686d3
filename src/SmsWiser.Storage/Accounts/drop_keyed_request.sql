-- ?1 request key. 1 row.
delete from idempotency where request_key = ?1;
