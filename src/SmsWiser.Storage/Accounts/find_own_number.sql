-- ?1 account, ?2 number key. Primary key, 1 row.
select account_id, number_key, sealed, added_at, verified_at, code, code_until, tries_left
from own_number where account_id = ?1 and number_key = ?2;
