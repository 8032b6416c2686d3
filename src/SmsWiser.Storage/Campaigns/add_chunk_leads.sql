-- ?1 body. 1 row.
insert into chunk_leads (body) values (?1) returning leads_id;
