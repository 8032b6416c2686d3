-- The version of the file; null for a new one. Primary key, 1 row.
select max(version) from schema_version;
