-- Removes the same chunks. ?1 sendout, ?2 at most. Primary key.
delete from chunk where sendout_id = ?1 and no in (select no from chunk where sendout_id = ?1 order by no limit ?2);
