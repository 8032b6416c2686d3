-- Keys of account ?1, newest first. Index api_key_by_account.
select key_id, account_id, name, scopes, secret_hash, addresses, created_at, expires_at, last_used_at, revoked_at, replaced_by
from api_key where account_id = ?1 order by created_at desc, key_id;
