-- ?1 list. Index share_grant_by_list read backwards: newest first.
select grant_id, public_id, list_id, owner_id, recipient_id, profit_basis_points, state, epoch, version, invited_at, answered_at, ended_at
from share_grant where list_id = ?1 order by grant_id desc;
