-- ?1 op id. Unique index, 1 row.
select pos, epoch, kind, subject from gate_log where op_id = ?1;
