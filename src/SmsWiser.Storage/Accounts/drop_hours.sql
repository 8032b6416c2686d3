-- ?1 account. Primary key, 1 row.
delete from account_hours where account_id = ?1;
