-- ?1 route. Index chunk_claimable, whole at most; a chunk of it that may be claimed, or of a sendout that is being planned.
select 1 from chunk indexed by chunk_claimable where state = 0 and route_id = ?1 limit 1;
