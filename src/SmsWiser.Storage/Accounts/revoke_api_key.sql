-- Ends key ?1 of account ?2 at ?3, once. 1 row or none.
update api_key set revoked_at = coalesce(revoked_at, ?3) where key_id = ?1 and account_id = ?2;
