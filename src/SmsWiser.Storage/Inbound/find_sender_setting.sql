-- ?1 account, ?2 sender. Primary key, 1 row or none.
select off_words from sender_setting where account_id = ?1 and sender = ?2;
