-- Last position of the gate log, by its primary key. 1 row, null while the log is empty.
select max(pos) from gate_log;
