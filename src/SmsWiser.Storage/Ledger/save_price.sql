-- ?1 carrier, ?2 prefix, ?3 valid from, ?4 micros. Primary key, 1 row.
insert into price (carrier_id, prefix, valid_from, micros) values (?1, ?2, ?3, ?4)
on conflict (carrier_id, prefix, valid_from) do update set micros = ?4;
