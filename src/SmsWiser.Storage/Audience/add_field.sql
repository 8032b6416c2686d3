-- ?1 list, ?2 number, ?3 name, ?4 type. 1 row.
insert into lead_field (list_id, no, name, type) values (?1, ?2, ?3, ?4);
