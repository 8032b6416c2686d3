-- What a sendout was charged, by kind and price. ?1 sendout. Index transfer_by_sendout; one row per flush of it.
select kind, price, sum(parts), sum(amount) from transfer
where sendout_id = ?1 and kind in (4, 5, 6, 7, 10) group by kind, price order by kind, price;
