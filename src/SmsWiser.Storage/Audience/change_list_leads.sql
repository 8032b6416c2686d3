-- ?1 list, ?2 difference. The number of leads is no part of the list's version: imports count while people add fields. Returns the
-- number. Primary key, 1 row.
update lead_list set leads = max(0, leads + ?2) where list_id = ?1 and erased_at is null returning leads;
