-- ?1 account. Primary key, 1 row.
select set_on, hours, rest_on_holidays, closed_days from account_hours where account_id = ?1;
