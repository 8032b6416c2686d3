-- Chunks that wait for the end of the pilot. ?1 sendout, ?2 at most. Index chunk_held, ?2 rows.
select no, open from chunk indexed by chunk_held where sendout_id = ?1 and state = 0 and not_before > 0 and held_for = 18 limit ?2;
