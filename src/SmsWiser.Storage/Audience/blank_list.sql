-- ?1 list, ?2 erased at. What stays is what reports and shares point at. Primary key, 1 row.
update lead_list set name = 'erased list', public_name = '', description = '', leads = 0, version = version + 1, erased_at = ?2
where list_id = ?1 and erased_at is null;
