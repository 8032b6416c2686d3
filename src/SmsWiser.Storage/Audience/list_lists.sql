-- ?1 owner. Index lead_list_by_owner, which is in order of ids; all lists of an account.
select l.list_id, l.public_id, l.owner_id, l.name, l.leads, l.version, l.created_at, k.key_id, k.wrapped, l.public_name, l.description,
    l.archived_at, l.requires_consent
from lead_list l join list_key k using (list_id) where l.owner_id = ?1 and l.is_hidden = 0 order by l.list_id;
