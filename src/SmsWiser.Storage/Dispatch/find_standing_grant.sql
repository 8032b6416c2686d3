-- Whether a grant is accepted at an epoch. ?1 grant, ?2 epoch. Primary key, 1 row or none.
select 1 from share_grant where grant_id = ?1 and epoch = ?2 and state = 2;
