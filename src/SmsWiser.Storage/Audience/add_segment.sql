-- ?1 id, ?2 public id, ?3 account, ?4 list, ?5 name, ?6 filter. 1 row.
insert into segment (segment_id, public_id, account_id, list_id, name, filter) values (?1, ?2, ?3, ?4, ?5, ?6);
