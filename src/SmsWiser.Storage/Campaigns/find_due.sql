-- ?1 campaign. Primary key, 1 row or none.
select due_at from campaign_schedule where campaign_id = ?1;
