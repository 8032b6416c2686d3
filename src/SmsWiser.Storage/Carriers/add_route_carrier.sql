-- ?1 route, ?2 place, ?3 carrier, ?4 priority, ?5 weight. 1 row.
insert into route_carrier (route_id, place, carrier_id, priority, weight) values (?1, ?2, ?3, ?4, ?5);
