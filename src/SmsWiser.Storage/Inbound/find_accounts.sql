-- Accounts with a sendout under a sender. ?1 sender. Index campaign_by_sender, then sendout_by_campaign.
select c.account_id from campaign c join sendout s using (campaign_id) where c.sender = ?1 and c.class <> 3
group by c.account_id order by max(s.sendout_id) desc limit 50;
