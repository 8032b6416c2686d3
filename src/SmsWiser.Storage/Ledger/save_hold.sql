-- ?1 sendout, ?2 settled, ?3 unknown, ?4 released, ?5 state, ?6 at, kept as the time of closing. Primary key, 1 row.
update hold set settled = ?2, unknown = ?3, released = ?4, state = ?5,
    closed_at = case when ?5 = 1 then null else coalesce(closed_at, ?6) end
where sendout_id = ?1;
