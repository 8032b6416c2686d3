-- File names of an erased list's imports. ?1 list. Index import_run_by_list; one row per import.
update import_run set source = '', error = null where list_id = ?1;
