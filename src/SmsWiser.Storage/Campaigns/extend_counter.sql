-- ?1 sendout, ?2 leads. Primary key, 1 row.
update sendout_counter set planned = planned + ?2 where sendout_id = ?1 and grant_id = 0;
