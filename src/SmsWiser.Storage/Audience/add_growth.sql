-- ?1 list, ?2 day, ?3 joined, ?4 updated, ?5 removed, ?6 leads now. Primary key, 1 row.
insert into list_growth (list_id, day, joined, updated, removed, opted_out, size)
values (?1, ?2, ?3, ?4, ?5, 0, ?6)
on conflict (list_id, day) do update set joined = joined + ?3, updated = updated + ?4, removed = removed + ?5, size = ?6;
