-- Primary key order, all rows.
select account_id, client_id, name, created_at from account order by account_id;
