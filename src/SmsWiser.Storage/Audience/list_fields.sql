-- ?1 list. Primary key, up to 250 rows.
select no, name, type from lead_field where list_id = ?1 order by no;
