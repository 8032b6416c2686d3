-- Registers a sendout in planning unless its campaign has a running one (index sendout_running); the journal's end is its first flush.
-- ?1 id, ?2 campaign, ?3 account, ?4 class, ?5 created at, ?6 valid until. 1 row or none.
insert into sendout (sendout_id, campaign_id, account_id, class, state, planned, chunks, first_flush, created_at, valid_until)
select ?1, ?2, ?3, ?4, 1, 0, 0, coalesce((select max(flush_id) from flush), 0), ?5, ?6
where not exists (select 1 from sendout where campaign_id = ?2 and state in (1, 2, 3));
