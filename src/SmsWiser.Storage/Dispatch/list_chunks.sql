-- ?1 sendout. Primary key range; all chunks of the sendout.
select sendout_id, no, grant_id, epoch, leads, open, state, reason, price, not_before, held_for from chunk where sendout_id = ?1 order by no;
