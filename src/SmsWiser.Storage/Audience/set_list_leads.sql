-- ?1 list, ?2 leads. The number of leads is no part of the list's version: imports count while people add fields. Primary key, 1 row.
update lead_list set leads = ?2 where list_id = ?1;
