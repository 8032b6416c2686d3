-- ?1 route. Index chunk_claimed, whole at most; a chunk of it that a node works on.
select 1 from chunk indexed by chunk_claimed where state = 1 and route_id = ?1 limit 1;
