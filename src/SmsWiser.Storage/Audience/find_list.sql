-- ?1 id. Primary keys, 1 row; an erased list has no key.
select l.list_id, l.public_id, l.owner_id, l.name, l.leads, l.version, l.created_at, k.key_id, k.wrapped, l.public_name, l.description,
    l.archived_at, l.requires_consent
from lead_list l join list_key k using (list_id) where l.list_id = ?1;
