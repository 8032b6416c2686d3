-- ?1 route. Primary key range; its carriers by priority.
select carrier_id, priority, weight from route_carrier where route_id = ?1 order by priority, place;
