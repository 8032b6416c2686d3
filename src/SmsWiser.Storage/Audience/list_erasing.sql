-- Index list_erasure_pending; erased lists of which pages may be left.
select list_id from list_erasure where pages_gone_at is null;
