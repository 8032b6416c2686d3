-- What the open chunks of a sendout may cost at most: amount, parts, parts of the longest SMS, and the price when there is but one.
-- ?1 sendout. Primary key range, one pass over the chunks of the sendout.
select coalesce(sum(open * price * max_parts), 0), coalesce(sum(open * max_parts), 0), coalesce(max(max_parts), 0),
    case when min(price) = max(price) then max(price) else 0 end
from chunk where sendout_id = ?1 and state = 0 and price > 0;
