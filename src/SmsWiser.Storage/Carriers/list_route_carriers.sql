-- ?1 route. Primary key range in order; its carriers.
select carrier_id from route_carrier where route_id = ?1 order by place;
