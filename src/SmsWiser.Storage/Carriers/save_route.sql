-- Adds a route, or finds the one of that prefix, which keeps its id (chunks refer to it). ?1 id, ?2 prefix. 1 row.
insert into route (route_id, prefix) values (?1, ?2) on conflict (prefix) do update set prefix = ?2 returning route_id;
