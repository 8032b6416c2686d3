-- ?1 carrier. Unique (carrier_id, no); number of its binds.
select count(*) from bind where carrier_id = ?1;
