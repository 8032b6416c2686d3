-- ?1 carrier. Unique (carrier_id, no) in order; its binds.
select bind_id, no, kind, window_slots, rate_per_second from bind where carrier_id = ?1 order by no;
