-- Index share_grant_accepted; all accepted grants.
select grant_id, public_id, list_id, owner_id, recipient_id, profit_basis_points, state, epoch, version, invited_at, answered_at, ended_at
from share_grant where state = 2 order by grant_id;
