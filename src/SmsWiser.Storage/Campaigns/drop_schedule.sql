-- ?1 campaign. Primary key, 1 row.
delete from campaign_schedule where campaign_id = ?1;
