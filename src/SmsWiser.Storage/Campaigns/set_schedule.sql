-- ?1 campaign, ?2 due at, ?3 first, ?4 zone, ?5 rule, ?6 error. Primary key, 1 row.
insert or replace into campaign_schedule (campaign_id, due_at, first, zone, rule, error) values (?1, ?2, ?3, ?4, ?5, ?6);
