-- ?1 sendout, ?2 account, ?3 amount, ?4 max parts, ?5 at. 1 row.
insert into hold (sendout_id, account_id, amount, max_parts, state, created_at) values (?1, ?2, ?3, ?4, 1, ?5);
