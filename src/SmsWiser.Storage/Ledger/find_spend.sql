-- The maximum spend of a sendout's campaign, and what its open chunks may cost at most over own and over shared lists; no row without a
-- maximum. ?1 sendout. Primary key range, one pass over the chunks of the sendout.
select c.max_spend, coalesce(sum(h.open * h.price * h.max_parts) filter (where h.grant_id = 0), 0),
    coalesce(sum(h.open * h.price * h.max_parts) filter (where h.grant_id <> 0), 0)
from sendout s join campaign c using (campaign_id) left join chunk h on h.sendout_id = s.sendout_id and h.state = 0 and h.price > 0
where s.sendout_id = ?1 and c.max_spend is not null
group by s.sendout_id;
