-- ?1 campaign. Primary key; a few rows.
select list_id, grant_id, filter from campaign_target where campaign_id = ?1 order by no;
