-- ?1 route, ?2 place, ?3 carrier. 1 row.
insert into route_carrier (route_id, place, carrier_id) values (?1, ?2, ?3);
