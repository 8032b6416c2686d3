-- The next entry of the gate log, for opt-outs. ?1 kind, ?2 at, ?3 detail. 1 row.
insert into gate_log (kind, subject, epoch, at, detail) values (?1, 0, 0, ?2, ?3) returning pos;
