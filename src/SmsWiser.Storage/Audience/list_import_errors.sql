-- ?1 run, ?2 skip, ?3 take. Primary key, which is in file order; ?3 rows.
select row_no, column_name, reason from import_error where run_id = ?1 order by row_no, no limit ?3 offset ?2;
