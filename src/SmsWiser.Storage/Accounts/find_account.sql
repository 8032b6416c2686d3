-- ?1 id. Primary key, 1 row.
select account_id, client_id, name, created_at from account where account_id = ?1;
