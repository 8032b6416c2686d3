-- The next entry of the gate log; its position is the order of commits. ?1 kind, ?2 subject, ?3 epoch, ?4 op id or null, ?5 at. 1 row.
insert into gate_log (kind, subject, epoch, op_id, at) values (?1, ?2, ?3, ?4, ?5) returning pos;
