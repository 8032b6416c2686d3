-- One journal row, unless the same flush was committed before. ?1 node, ?2 number, ?3 at, ?4 entries, ?5 body. Unique (node, no), 1 row or
-- none.
insert into flush (node_id, no, at, entries, body) values (?1, ?2, ?3, ?4, ?5) on conflict (node_id, no) do nothing;
