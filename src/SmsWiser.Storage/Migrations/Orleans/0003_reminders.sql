-- PostgreSQL. Reminders of grains. Nodes share them by ranges of the grain's hash, (begin, end], on a ring.

create table orleans_reminder (
    service_id text not null,
    grain_id text not null,
    name text not null,
    start_at timestamptz not null,
    period_ms bigint not null,
    grain_hash integer not null,
    version integer not null,
    primary key (service_id, grain_id, name)
);
create index orleans_reminder_by_hash on orleans_reminder (service_id, grain_hash);

insert into OrleansQuery (QueryKey, QueryText) values
('UpsertReminderRowKey', $query$
    insert into orleans_reminder as r (service_id, grain_id, name, start_at, period_ms, grain_hash, version)
    values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    on conflict (service_id, grain_id, name) do update
    set start_at = excluded.start_at, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = r.version + 1
    returning r.version as Version
$query$),
('ReadReminderRowKey', $query$
    select grain_id as GrainId, name as ReminderName, start_at as StartTime, period_ms as Period, version as Version
    from orleans_reminder
    where service_id = @ServiceId and grain_id = @GrainId and name = @ReminderName
$query$),
('ReadReminderRowsKey', $query$
    select grain_id as GrainId, name as ReminderName, start_at as StartTime, period_ms as Period, version as Version
    from orleans_reminder
    where service_id = @ServiceId and grain_id = @GrainId
$query$),
-- A range that does not pass the end of the ring.
('ReadRangeRows1Key', $query$
    select grain_id as GrainId, name as ReminderName, start_at as StartTime, period_ms as Period, version as Version
    from orleans_reminder
    where service_id = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash
$query$),
-- A range that does; the whole ring when both are equal.
('ReadRangeRows2Key', $query$
    select grain_id as GrainId, name as ReminderName, start_at as StartTime, period_ms as Period, version as Version
    from orleans_reminder
    where service_id = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)
$query$),
-- True when it was there in that version.
('DeleteReminderRowKey', $query$
    with gone as (
        delete from orleans_reminder
        where service_id = @ServiceId and grain_id = @GrainId and name = @ReminderName and version = @Version
        returning 1)
    select count(*) = 1 from gone
$query$),
('DeleteReminderRowsKey', $query$
    delete from orleans_reminder where service_id = @ServiceId
$query$);
