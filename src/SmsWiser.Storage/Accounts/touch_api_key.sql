-- Key ?1 was used at ?2. 1 row.
update api_key set last_used_at = max(coalesce(last_used_at, 0), ?2) where key_id = ?1;
