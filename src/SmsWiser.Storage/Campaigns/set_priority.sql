-- ?1 campaign, ?2 priority. Primary key, 1 row.
update campaign set priority = ?2 where campaign_id = ?1;
