-- ?1 list, ?2 at most so many. Primary key range, ?2 rows.
delete from lead_page where rowid in (select rowid from lead_page where list_id = ?1 order by page_no limit ?2);
