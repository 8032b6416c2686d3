-- Topics that stops of a person to a sender have left. ?1 number key, ?2 destination. Index inbound_by_number.
select distinct list_id from inbound where number_key = ?1 and destination = ?2 and kind in (1, 2) and list_id <> 0;
