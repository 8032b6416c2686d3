-- ?1 id. Primary key, 1 row.
select state from sendout where sendout_id = ?1;
