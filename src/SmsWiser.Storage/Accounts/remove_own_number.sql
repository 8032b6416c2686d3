-- ?1 account, ?2 number key. Primary key, 1 row or none.
delete from own_number where account_id = ?1 and number_key = ?2;
