-- ?1 account. Index inbound_over_shares, all messages about leads of others.
select kind, count(*) from inbound where account_id = ?1 and state = 2 and reader_id <> account_id group by kind;
