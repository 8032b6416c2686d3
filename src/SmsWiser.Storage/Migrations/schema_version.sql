-- Which migrations a file has seen; made in every file before the first one.
create table if not exists schema_version (
    version integer primary key,
    name text not null,
    applied_at integer not null
);
