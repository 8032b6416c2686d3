-- ?1 list, ?2 page. Primary key, 1 row.
select page_no, version, leads, clear, sealed from lead_page where list_id = ?1 and page_no = ?2;
