-- A part that came twice is kept once. ?1 carrier, ?2 number key, ?3 destination, ?4 reference, ?5 total, ?6 number, ?7 sealed, ?8 at.
insert into inbound_part (carrier_id, number_key, destination, reference, total, no, sealed, at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict do nothing;
