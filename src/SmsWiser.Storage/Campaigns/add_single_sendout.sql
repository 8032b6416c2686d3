-- ?1 account, ?2 sender, ?3 class, ?4 day, ?5 sendout, ?6 list. 1 row, or none when there is one.
insert into single_sendout (account_id, sender, class, day, sendout_id, list_id) values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing;
