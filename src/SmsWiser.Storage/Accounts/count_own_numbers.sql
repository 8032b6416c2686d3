-- Other numbers of an account. ?1 account, ?2 number key that does not count. Primary key, at most 20 rows.
select count(*) from own_number where account_id = ?1 and number_key <> ?2;
