-- ?1 id. Primary key, 1 row.
update lead_list set is_hidden = 1 where list_id = ?1;
