-- ?1 id, ?2 public id, ?3 account, ?4 name, ?5 sender, ?6 template, ?7 class, ?8 created at, ?9 parts at most, ?10 valid until,
-- ?11 window opens, ?12 closes, ?13 working days only, ?14 spread in seconds, ?15 pilot leads, ?16 maximum spend,
-- ?17 priority. 1 row.
insert into campaign (campaign_id, public_id, account_id, name, sender, template, class, created_at, max_parts, valid_until,
    window_opens, window_closes, working_days, spread_seconds, pilot_leads, max_spend, priority)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17);
