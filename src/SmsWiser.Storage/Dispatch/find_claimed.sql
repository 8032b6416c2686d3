-- A chunk claimed by this node or by an earlier life of it (ids of nodes ascend), the state of its sendout, and whether its share still
-- stands. ?1 sendout, ?2 number, ?3 node. Primary keys, 1 row or none.
select s.state, c.grant_id, c.leads,
    c.grant_id = 0 or exists (select 1 from share_grant g where g.grant_id = c.grant_id and g.state = 2 and g.epoch = c.epoch)
from chunk c join sendout s using (sendout_id)
where c.sendout_id = ?1 and c.no = ?2 and c.state = 1 and c.claimed_by <= ?3;
