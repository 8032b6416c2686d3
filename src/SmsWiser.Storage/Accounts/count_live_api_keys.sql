-- Live keys of account ?1 at ?2. Index api_key_by_account.
select count(*) from api_key where account_id = ?1 and revoked_at is null and (expires_at is null or expires_at > ?2);
