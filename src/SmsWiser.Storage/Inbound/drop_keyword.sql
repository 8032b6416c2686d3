-- ?1 account, ?2 keyword. Primary key, 1 row or none.
delete from account_keyword where account_id = ?1 and keyword = ?2;
