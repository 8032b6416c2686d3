-- ?1 id, ?2 at. Primary key, 1 row; none when it is not accepted. Returns the epoch that ended.
update share_grant set state = 5, version = version + 1, ended_at = ?2 where grant_id = ?1 and state = 2 returning epoch;
