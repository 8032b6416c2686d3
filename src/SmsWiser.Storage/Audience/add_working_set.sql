-- ?1 list, ?2 number, ?3 name, ?4 created at. 1 row.
insert into working_set (list_id, no, name, created_at) values (?1, ?2, ?3, ?4);
