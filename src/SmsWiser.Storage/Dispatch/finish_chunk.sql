-- Every lead has an outcome. ?1 sendout, ?2 number, ?3 node; earlier lives of the node count as itself. Primary key, 1 row; none when not
-- claimed.
update chunk set state = 2, open = 0, claimed_by = null where sendout_id = ?1 and no = ?2 and state = 1 and claimed_by <= ?3;
