-- ?1 carrier. Primary key; 1 row.
delete from carrier where carrier_id = ?1;
