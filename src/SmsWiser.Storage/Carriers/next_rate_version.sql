-- Claims the next version of a carrier's division; no row when it has moved on. ?1 carrier, ?2 version known. Primary key; 1 row.
update carrier set rate_version = rate_version + 1 where carrier_id = ?1 and rate_version = ?2 returning rate_per_second;
