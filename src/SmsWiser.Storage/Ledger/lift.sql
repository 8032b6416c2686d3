-- ?1 account. Primary key, 1 row or none.
update account_terms set suspended = 0 where account_id = ?1 and suspended <> 0;
