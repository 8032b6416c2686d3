-- The nearest suspension of an account or of one above it. ?1 account. Primary key, one row per level.
with recursive above (account_id, level) as (
    values (?1, 0)
    union
    select t.parent_id, above.level + 1 from above join account_terms t using (account_id) where t.parent_id <> 0)
select t.account_id, t.suspended from above join account_terms t using (account_id)
where t.suspended <> 0 order by above.level limit 1;
