-- ?1 carrier. Unique (carrier_id, no); number of its binds that submit (3 = receiver).
select count(*) from bind where carrier_id = ?1 and kind <> 3;
