-- ?1 id, ?2 carrier, ?3 number, ?4 kind, ?5 window, ?6 rate. 1 row.
insert into bind (bind_id, carrier_id, no, kind, window_slots, rate_per_second) values (?1, ?2, ?3, ?4, ?5, ?6);
