-- ?1 list, ?2 first page, ?3 at most so many. Primary key range, up to ?3 rows.
select page_no, version, leads, clear, sealed from lead_page where list_id = ?1 and page_no >= ?2 order by page_no limit ?3;
