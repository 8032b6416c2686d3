-- ?1 scope, ?2 subject. Primary key, 1 row or none.
delete from sending_pause where scope = ?1 and subject = ?2;
