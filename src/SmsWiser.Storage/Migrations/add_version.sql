-- ?1 version, ?2 name, ?3 at. 1 row.
insert into schema_version (version, name, applied_at) values (?1, ?2, ?3);
