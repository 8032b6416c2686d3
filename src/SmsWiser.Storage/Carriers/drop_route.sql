-- ?1 route. Primary key; 1 row.
delete from route where route_id = ?1;
