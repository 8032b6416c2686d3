-- Whether an account is the other or below it. ?1 account, ?2 the other. Primary key, one row per level.
with recursive above (account_id) as (
    values (?1)
    union
    select t.parent_id from above join account_terms t using (account_id) where t.parent_id <> 0)
select 1 from above where account_id = ?2;
