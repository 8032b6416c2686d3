-- ?1 public id. Unique index, 1 row.
select segment_id, public_id, account_id, list_id, name, filter from segment where public_id = ?1;
