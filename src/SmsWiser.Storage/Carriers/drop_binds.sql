-- ?1 carrier. Unique (carrier_id, no); its binds.
delete from bind where carrier_id = ?1;
