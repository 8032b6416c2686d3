-- ?1 id. Primary key, 1 row.
select campaign_id, public_id, account_id, name, sender, template, class, created_at from campaign where campaign_id = ?1;
