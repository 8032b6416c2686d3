-- ?1 list, ?2 number expected, ?3 number found. Primary key, 1 row or none.
update lead_list set leads = ?3 where list_id = ?1 and leads = ?2 and erased_at is null;
