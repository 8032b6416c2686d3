-- ?1 route. Primary key range.
delete from route_carrier where route_id = ?1;
