-- ?1 id, ?2 public id, ?3 account, ?4 name, ?5 sender, ?6 template, ?7 class, ?8 created at. 1 row.
insert into campaign (campaign_id, public_id, account_id, name, sender, template, class, created_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
