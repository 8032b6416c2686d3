-- ?1 list, ?2 page, ?3 version, ?4 leads, ?5 clear, ?6 sealed. Primary key, 1 row.
update lead_page set version = ?3, leads = ?4, clear = ?5, sealed = ?6 where list_id = ?1 and page_no = ?2;
