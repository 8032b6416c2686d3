-- ?1 list, ?2 version expected. Primary key, 1 row or none.
update lead_list set version = version + 1 where list_id = ?1 and version = ?2;
