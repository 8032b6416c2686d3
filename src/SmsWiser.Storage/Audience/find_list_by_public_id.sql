-- ?1 public id. Unique index, then the key's primary key; 1 row.
select l.list_id, l.public_id, l.owner_id, l.name, l.leads, l.version, l.created_at, k.key_id, k.wrapped
from lead_list l join list_key k using (list_id) where l.public_id = ?1;
