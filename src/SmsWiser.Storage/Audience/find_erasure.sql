-- ?1 public id. Unique index, 1 row.
select list_id, public_id, owner_id, sealed, erased_at, pages_gone_at from list_erasure where public_id = ?1;
