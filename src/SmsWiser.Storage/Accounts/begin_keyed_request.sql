-- ?1 request key, ?2 hash, ?3 now. 1 row.
insert or replace into idempotency (request_key, request_hash, at, status, answer) values (?1, ?2, ?3, 0, x'');
