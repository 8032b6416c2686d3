-- ?1 request key, ?2 status, ?3 sealed answer. 1 row.
update idempotency set status = ?2, answer = ?3 where request_key = ?1;
