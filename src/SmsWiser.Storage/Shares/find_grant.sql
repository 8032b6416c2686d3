-- ?1 id. Primary key, 1 row.
select grant_id, public_id, list_id, owner_id, recipient_id, profit_basis_points, state, epoch, version, invited_at, answered_at, ended_at
from share_grant where grant_id = ?1;
