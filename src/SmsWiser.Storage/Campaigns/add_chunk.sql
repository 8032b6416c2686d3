-- ?1 sendout, ?2 number, ?3 route, ?4 list, ?5 grant, ?6 epoch, ?7 gate position, ?8 leads, ?9 open, ?10 state, ?11 reason, ?12 leads id,
-- ?13 price, ?14 max parts, ?15 not before, ?16 held for. 1 row.
insert into chunk (sendout_id, no, route_id, list_id, grant_id, epoch, gate_pos, leads, open, state, reason, leads_id, price, max_parts,
    not_before, held_for)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16);
