-- People written to, with the flush that was just added. ?1 number, ?2 day, ?3 account, ?4 keys. 1 row.
insert into frequency_run (run_id, flush_id, day, account_id, keys) values (?1, (select max(flush_id) from flush), ?2, ?3, ?4);
