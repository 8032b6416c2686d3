-- ?1 account, ?2 number key, ?3 sealed, ?4 added at, ?5 verified at, ?6 code, ?7 code until, ?8 tries left. Primary key, 1 row.
insert into own_number (account_id, number_key, sealed, added_at, verified_at, code, code_until, tries_left) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
on conflict (account_id, number_key) do update set verified_at = coalesce(verified_at, ?5), code = ?6, code_until = ?7, tries_left = ?8;
