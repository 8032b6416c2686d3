-- ?1 account, ?2 number key, ?3 now. Primary key, 1 row or none.
update own_number set tries_left = tries_left - 1
where account_id = ?1 and number_key = ?2 and verified_at is null and code_until > ?3 and tries_left > 0;
