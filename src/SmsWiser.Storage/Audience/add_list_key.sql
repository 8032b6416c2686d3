-- ?1 list, ?2 key id, ?3 wrapped key. 1 row.
insert into list_key (list_id, key_id, wrapped) values (?1, ?2, ?3);
