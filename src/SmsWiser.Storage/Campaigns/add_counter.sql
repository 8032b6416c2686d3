-- ?1 sendout, ?2 grant, ?3 planned, ?4 suppressed. 1 row.
insert into sendout_counter (sendout_id, grant_id, planned, suppressed) values (?1, ?2, ?3, ?4);
