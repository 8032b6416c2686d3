-- PostgreSQL. The nodes of an Orleans cluster. Orleans' ADO.NET providers read their statements from the table OrleansQuery by key and
-- give parameters and read columns by name: those names are theirs, everything else is ours. A statement must be one transaction.

create table OrleansQuery (
    QueryKey text primary key,
    QueryText text not null
);

-- One row per cluster: every change of its members must know the version before it, and adds one.
create table orleans_cluster (
    deployment_id text primary key,
    version integer not null default 0
);

-- status: SiloStatus of Orleans, 3 = active. suspect_times: who suspects the node, and since when, as Orleans writes it.
create table orleans_member (
    deployment_id text not null references orleans_cluster on delete cascade,
    address text not null,
    port integer not null,
    generation integer not null,
    silo_name text not null,
    host_name text not null,
    status integer not null,
    proxy_port integer not null,
    suspect_times text,
    started_at timestamptz not null,
    alive_at timestamptz not null,
    primary key (deployment_id, address, port, generation)
);

insert into OrleansQuery (QueryKey, QueryText) values
-- True when the cluster was new.
('InsertMembershipVersionKey', $query$
    with added as (
        insert into orleans_cluster (deployment_id) values (@DeploymentId) on conflict do nothing returning 1)
    select count(*) = 1 from added
$query$),
-- True when the member was new and the version right; else nothing has changed.
('InsertMembershipKey', $query$
    with changed as (
        update orleans_cluster c set version = c.version + 1
        where c.deployment_id = @DeploymentId and c.version = @Version and not exists (
            select from orleans_member m where m.deployment_id = @DeploymentId and m.address = @Address and m.port = @Port
                and m.generation = @Generation)
        returning c.deployment_id),
    added as (
        insert into orleans_member (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, started_at,
            alive_at)
        select deployment_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        from changed
        returning 1)
    select count(*) = 1 from added
$query$),
-- True when the member is there and the version right; else nothing has changed.
('UpdateMembershipKey', $query$
    with changed as (
        update orleans_cluster c set version = c.version + 1
        where c.deployment_id = @DeploymentId and c.version = @Version and exists (
            select from orleans_member m where m.deployment_id = @DeploymentId and m.address = @Address and m.port = @Port
                and m.generation = @Generation)
        returning c.deployment_id),
    written as (
        update orleans_member m set status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
        from changed
        where m.deployment_id = changed.deployment_id and m.address = @Address and m.port = @Port and m.generation = @Generation
        returning 1)
    select count(*) = 1 from written
$query$),
-- A sign of life changes no version.
('UpdateIAmAlivetimeKey', $query$
    update orleans_member set alive_at = @IAmAliveTime
    where deployment_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$query$),
-- The version, with the member when there is such a one.
('MembershipReadRowKey', $query$
    select c.version as Version, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName,
        m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes,
        m.started_at as StartTime, m.alive_at as IAmAliveTime
    from orleans_cluster c
    left join orleans_member m on m.deployment_id = c.deployment_id and m.address = @Address and m.port = @Port
        and m.generation = @Generation
    where c.deployment_id = @DeploymentId
$query$),
-- The version, once per member; once without a member when there is none.
('MembershipReadAllKey', $query$
    select c.version as Version, m.address as Address, m.port as Port, m.generation as Generation, m.silo_name as SiloName,
        m.host_name as HostName, m.status as Status, m.proxy_port as ProxyPort, m.suspect_times as SuspectTimes,
        m.started_at as StartTime, m.alive_at as IAmAliveTime
    from orleans_cluster c left join orleans_member m using (deployment_id)
    where c.deployment_id = @DeploymentId
$query$),
('DeleteMembershipTableEntriesKey', $query$
    delete from orleans_cluster where deployment_id = @DeploymentId
$query$),
-- Members in that status that take clients.
('GatewaysQueryKey', $query$
    select address as Address, proxy_port as ProxyPort, generation as Generation
    from orleans_member
    where deployment_id = @DeploymentId and status = @Status and proxy_port > 0
$query$),
-- Members long silent and not active.
('CleanupDefunctSiloEntriesKey', $query$
    delete from orleans_member where deployment_id = @DeploymentId and alive_at < @IAmAliveTime and status <> 3
$query$);
