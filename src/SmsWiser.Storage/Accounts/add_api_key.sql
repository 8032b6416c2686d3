-- ?1 key id, ?2 account, ?3 name, ?4 scopes, ?5 hash, ?6 addresses, ?7 created at, ?8 expires at. 1 row.
insert into api_key (key_id, account_id, name, scopes, secret_hash, addresses, created_at, expires_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
