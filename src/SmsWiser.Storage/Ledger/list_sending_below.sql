-- Sendouts in state sending of an account and of all below it. ?1 account. Index account_terms_by_parent per level, then
-- sendout_unfinished whole: the sendouts under way.
with recursive below (account_id) as (
    values (?1)
    union
    select t.account_id from below join account_terms t on t.parent_id = below.account_id and t.parent_id <> 0)
select sendout_id from sendout indexed by sendout_unfinished
where finished_at is null and state = 2 and account_id in (select account_id from below) order by sendout_id;
