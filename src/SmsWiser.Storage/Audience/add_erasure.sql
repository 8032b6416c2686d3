-- ?1 list, ?2 public id, ?3 owner, ?4 sealed proof, ?5 erased at. 1 row.
insert into list_erasure (list_id, public_id, owner_id, sealed, erased_at) values (?1, ?2, ?3, ?4, ?5);
