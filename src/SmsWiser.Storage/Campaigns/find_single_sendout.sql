-- ?1 account, ?2 sender, ?3 class, ?4 day. Primary key, 1 row or none.
select sendout_id, list_id from single_sendout where account_id = ?1 and sender = ?2 and class = ?3 and day = ?4;
