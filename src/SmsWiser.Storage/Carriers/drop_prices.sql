-- ?1 carrier. Primary key range. Sendouts keep the prices they were planned at.
delete from price where carrier_id = ?1;
