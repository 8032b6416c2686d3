-- Master keys that wrap the data keys of lists. Table list_key, whole.
select distinct key_id from list_key order by key_id;
