-- ?1 sender, ?2 since, ?3 at most. Index campaign_by_sender, then sendout_by_campaign.
select s.sendout_id, s.account_id from campaign c join sendout s using (campaign_id)
where c.sender = ?1 and c.class <> 3 and s.created_at > ?2 order by s.sendout_id desc limit ?3;
