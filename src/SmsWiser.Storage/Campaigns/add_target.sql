-- ?1 campaign, ?2 number, ?3 list, ?4 grant, ?5 filter. 1 row.
insert into campaign_target (campaign_id, no, list_id, grant_id, filter) values (?1, ?2, ?3, ?4, ?5);
