-- ?1 account, ?2 number key, ?3 when. Primary key, 1 row.
update own_number set verified_at = coalesce(verified_at, ?3), code = null, code_until = null, tries_left = 0
where account_id = ?1 and number_key = ?2;
