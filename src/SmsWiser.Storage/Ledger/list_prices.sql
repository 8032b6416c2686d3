-- The price of each carrier and prefix at an instant. ?1 at. The whole table, once a plan.
select carrier_id, prefix, max(valid_from), micros from price where valid_from <= ?1 group by carrier_id, prefix
order by carrier_id, prefix;
