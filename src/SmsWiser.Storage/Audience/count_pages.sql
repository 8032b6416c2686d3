-- Pages of a list, ?1. End of the primary key, 1 row.
select max(page_no) + 1 from lead_page where list_id = ?1;
