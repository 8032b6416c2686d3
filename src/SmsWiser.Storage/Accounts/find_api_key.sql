-- ?1 key id. Primary key, 1 row.
select key_id, account_id, name, scopes, secret_hash, addresses, created_at, expires_at, last_used_at, revoked_at, replaced_by
from api_key where key_id = ?1;
