-- ?1 list, ?2 page, ?3 version, ?4 leads, ?5 clear, ?6 sealed. 1 row.
insert into lead_page (list_id, page_no, version, leads, clear, sealed) values (?1, ?2, ?3, ?4, ?5, ?6);
