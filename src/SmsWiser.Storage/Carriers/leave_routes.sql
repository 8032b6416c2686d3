-- ?1 carrier. Whole table, once a removal.
delete from route_carrier where carrier_id = ?1;
