-- ?1 bind, ?2 carrier, ?3 share. Primary key; 1 row.
update bind set rate_per_second = ?3 where bind_id = ?1 and carrier_id = ?2;
