-- All data keys. Table list_key, whole.
select list_id, key_id, wrapped from list_key order by list_id;
