-- ?1 list. Primary key, up to 250 rows.
delete from lead_field where list_id = ?1;
