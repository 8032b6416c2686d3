-- All priced chunks; for audits. The whole table.
select sendout_id, no, price from chunk where price > 0;
