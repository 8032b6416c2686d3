-- Key ?1 of account ?2 is replaced by ?3 and ends at ?4 at the latest; not when it is not live at ?5 or was replaced. 1 row or none.
update api_key set replaced_by = ?3, expires_at = min(coalesce(expires_at, ?4), ?4)
where key_id = ?1 and account_id = ?2 and replaced_by is null and revoked_at is null and (expires_at is null or expires_at > ?5);
