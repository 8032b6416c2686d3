-- PostgreSQL. State of grains, for Orleans' ADO.NET storage. A write names the version it replaces (null: none yet) and gets the next one;
-- the version it named comes back when another was there, which Orleans takes for a conflict.

-- n0, n1, extension: the key of the grain, as Orleans splits it. payload: null = cleared. Orleans' hashes of type and key are not kept:
-- the primary way in is the key itself.
create table orleans_grain_state (
    service_id text not null,
    grain_type text not null,
    n0 bigint not null,
    n1 bigint not null,
    extension text,
    payload bytea,
    version integer not null,
    modified_at timestamptz not null
);
create unique index orleans_grain_state_by_grain
    on orleans_grain_state (service_id, grain_type, n0, n1, (coalesce(extension, '')));

insert into OrleansQuery (QueryKey, QueryText) values
('WriteToStorageKey', $query$
    with changed as (
        update orleans_grain_state s set payload = @PayloadBinary, version = s.version + 1, modified_at = now()
        where s.service_id = @ServiceId and s.grain_type = @GrainTypeString and s.n0 = @GrainIdN0 and s.n1 = @GrainIdN1
            and coalesce(s.extension, '') = coalesce(@GrainIdExtensionString, '') and s.version = @GrainStateVersion
        returning s.version),
    added as (
        insert into orleans_grain_state (service_id, grain_type, n0, n1, extension, payload, version, modified_at)
        select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString, @PayloadBinary, 1, now()
        where @GrainStateVersion is null
        on conflict do nothing
        returning version)
    select version as NewGrainStateVersion from changed
    union all select version from added
    union all select @GrainStateVersion where not exists (select from changed) and not exists (select from added)
$query$),
('ReadFromStorageKey', $query$
    select payload as PayloadBinary, version as Version
    from orleans_grain_state
    where service_id = @ServiceId and grain_type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1
        and coalesce(extension, '') = coalesce(@GrainIdExtensionString, '')
$query$),
-- The row stays, with its version, so that a late writer of an older one is found out.
('ClearStorageKey', $query$
    with changed as (
        update orleans_grain_state s set payload = null, version = s.version + 1, modified_at = now()
        where s.service_id = @ServiceId and s.grain_type = @GrainTypeString and s.n0 = @GrainIdN0 and s.n1 = @GrainIdN1
            and coalesce(s.extension, '') = coalesce(@GrainIdExtensionString, '') and s.version = @GrainStateVersion
        returning s.version)
    select version as NewGrainStateVersion from changed
    union all select @GrainStateVersion where not exists (select from changed)
$query$),
('DeleteStorageKey', $query$
    with gone as (
        delete from orleans_grain_state s
        where s.service_id = @ServiceId and s.grain_type = @GrainTypeString and s.n0 = @GrainIdN0 and s.n1 = @GrainIdN1
            and coalesce(s.extension, '') = coalesce(@GrainIdExtensionString, '') and s.version = @GrainStateVersion
        returning s.version + 1 as version)
    select version as NewGrainStateVersion from gone
    union all select @GrainStateVersion where not exists (select from gone)
$query$);
