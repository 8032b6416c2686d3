-- ?1 public id. Unique index, 1 row.
select campaign_id, public_id, account_id, name, sender, template, class, created_at from campaign where public_id = ?1;
