-- ?1 account. Primary key, 1 row or none.
delete from frequency_cap where account_id = ?1;
