-- ?1 carrier, ?2 its password sealed. Primary key, 1 row.
update carrier set sealed_password = ?2 where carrier_id = ?1;
