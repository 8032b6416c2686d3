-- ?1 fingerprint, ?2 since. Index inbound_by_fingerprint, the latest row or none.
select inbound_id from inbound where fingerprint = ?1 and at > ?2 order by at desc limit 1;
