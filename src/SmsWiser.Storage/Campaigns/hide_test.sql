-- ?1 id. Primary key, 1 row.
update campaign set is_hidden = 2 where campaign_id = ?1;
