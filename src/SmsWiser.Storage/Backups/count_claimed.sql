-- Chunks in hand. Index chunk_claimed, whole.
select count(*) from chunk indexed by chunk_claimed where state = 1;
