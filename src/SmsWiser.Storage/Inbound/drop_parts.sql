-- ?1 carrier, ?2 number key, ?3 destination, ?4 reference, ?5 total. Unique index, the parts of one message.
delete from inbound_part where carrier_id = ?1 and number_key = ?2 and destination = ?3 and reference = ?4 and total = ?5;
