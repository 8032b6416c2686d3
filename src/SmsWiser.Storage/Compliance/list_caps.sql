-- All caps. One row per account that has one.
select account_id, per_day, per_week from frequency_cap;
