-- Sent, with nothing planned. ?1 id, ?2 campaign, ?3 account, ?4 class, ?5 at. 1 row.
insert into sendout (sendout_id, campaign_id, account_id, class, state, planned, chunks, first_flush, created_at, finished_at)
values (?1, ?2, ?3, ?4, 4, 0, 0, coalesce((select max(flush_id) from flush), 0), ?5, ?5);
