-- ?1 client id. Unique index, 1 row.
select account_id, client_id, name, created_at from account where client_id = ?1;
