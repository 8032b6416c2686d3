-- All parts that wait, in the order they came; at start only.
select carrier_id, number_key, destination, reference, total, no, sealed, at from inbound_part order by part_id;
