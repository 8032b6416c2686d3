-- Leads of a sendout that were withheld, of which a part may be on the wire. ?1 sendout. Primary key range, one row per grant.
select coalesce(sum(revoked + cancelled), 0) from sendout_counter where sendout_id = ?1;
