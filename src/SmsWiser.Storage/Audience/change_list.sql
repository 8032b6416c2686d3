-- ?1 list, ?2 version expected, ?3 name, ?4 public name, ?5 description, ?6 archived at, ?7 requires consent. Primary key, 1 row or none.
update lead_list set version = version + 1, name = ?3, public_name = ?4, description = ?5, archived_at = ?6, requires_consent = ?7
where list_id = ?1 and version = ?2 and erased_at is null;
