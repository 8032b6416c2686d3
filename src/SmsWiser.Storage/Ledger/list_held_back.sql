-- Sendouts that the ledger paused, of an account and of all below it. ?1 account. Indexes account_terms_by_parent and sendout_held_back.
with recursive below (account_id) as (
    values (?1)
    union
    select t.account_id from below join account_terms t on t.parent_id = below.account_id and t.parent_id <> 0)
select s.sendout_id from below join sendout s indexed by sendout_held_back
    on s.account_id = below.account_id and s.state = 3 and s.pause_reason <> 0
order by s.sendout_id;
