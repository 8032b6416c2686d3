-- ?1 account. Primary key; an account has few.
select keyword, answer from account_keyword where account_id = ?1 order by keyword;
