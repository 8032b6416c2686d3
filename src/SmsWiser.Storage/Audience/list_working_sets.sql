-- ?1 list. Primary key, up to 200 rows.
select no, name, created_at from working_set where list_id = ?1 order by no;
