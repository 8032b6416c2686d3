-- ?1 run, ?2 row of the file, ?3 column, ?4 reason; several of a row keep their order. Primary key, 1 row.
insert into import_error (run_id, row_no, no, column_name, reason)
values (?1, ?2, (select coalesce(max(no) + 1, 0) from import_error where run_id = ?1 and row_no = ?2), ?3, ?4);
