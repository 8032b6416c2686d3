-- Adds an invitation unless an invited or accepted grant of the list for the recipient exists (index share_grant_active).
-- ?1 id, ?2 public id, ?3 list, ?4 owner, ?5 recipient, ?6 profit, ?7 epoch, ?8 version, ?9 invited at. 1 row or none.
insert into share_grant (grant_id, public_id, list_id, owner_id, recipient_id, profit_basis_points, state, epoch, version, invited_at)
select ?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9
where not exists (select 1 from share_grant where list_id = ?3 and recipient_id = ?5 and state in (1, 2));
