-- ?1 id, ?2 public id, ?3 owner, ?4 name, ?5 leads, ?6 version, ?7 created at, ?8 public name, ?9 description. 1 row.
insert into lead_list (list_id, public_id, owner_id, name, leads, version, created_at, public_name, description)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);
