-- Answers an invitation by compare-and-set; acceptance starts the next epoch, a withdrawal ends the grant.
-- ?1 id, ?2 version expected, ?3 new state, ?4 at. Primary key, 1 row or none.
update share_grant set
    state = ?3,
    epoch = epoch + (?3 = 2),
    version = version + 1,
    answered_at = case when ?3 in (2, 3) then ?4 else answered_at end,
    ended_at = case when ?3 = 4 then ?4 else ended_at end
where grant_id = ?1 and version = ?2 and state = 1
returning grant_id, public_id, list_id, owner_id, recipient_id, profit_basis_points, state, epoch, version, invited_at, answered_at,
    ended_at;
