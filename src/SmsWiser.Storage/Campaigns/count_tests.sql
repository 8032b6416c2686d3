-- Test messages of an account since a moment. ?1 account, ?2 since. Index campaign_test, as many rows as are counted.
select count(*) from campaign where account_id = ?1 and is_hidden = 2 and created_at >= ?2;
