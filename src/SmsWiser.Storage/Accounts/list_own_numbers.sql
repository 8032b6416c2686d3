-- ?1 account. Primary key, at most 20 rows.
select account_id, number_key, sealed, added_at, verified_at, code, code_until, tries_left
from own_number where account_id = ?1 order by added_at, number_key;
