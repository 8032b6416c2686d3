-- PostgreSQL. Queues of stream messages. A receiver takes messages, which hides them for a while, and confirms them; what was taken too
-- often, or is too old, goes to the dead letters and from there, later, away. Time-outs are seconds.

create sequence orleans_stream_message_no;

create table orleans_stream_message (
    service_id text not null,
    provider_id text not null,
    queue_id text not null,
    message_id bigint not null,
    dequeued integer not null,
    visible_at timestamptz not null,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    modified_at timestamptz not null,
    payload bytea not null,
    primary key (service_id, provider_id, queue_id, message_id)
);

create table orleans_stream_dead_letter (
    service_id text not null,
    provider_id text not null,
    queue_id text not null,
    message_id bigint not null,
    dequeued integer not null,
    created_at timestamptz not null,
    dead_at timestamptz not null,
    remove_at timestamptz not null,
    payload bytea not null,
    primary key (service_id, provider_id, queue_id, message_id)
);

-- When a queue is swept next.
create table orleans_stream_sweep (
    service_id text not null,
    provider_id text not null,
    queue_id text not null,
    next_at timestamptz not null,
    primary key (service_id, provider_id, queue_id)
);

insert into OrleansQuery (QueryKey, QueryText) values
('QueueStreamMessageKey', $query$
    insert into orleans_stream_message (service_id, provider_id, queue_id, message_id, dequeued, visible_at, expires_at, created_at,
        modified_at, payload)
    values (@ServiceId, @ProviderId, @QueueId, nextval('orleans_stream_message_no'), 0, now(),
        now() + make_interval(secs => @ExpiryTimeout), now(), now(), @Payload)
    returning service_id as ServiceId, provider_id as ProviderId, queue_id as QueueId, message_id as MessageId
$query$),
-- Takes messages, and sweeps the queue when that is due. What is swept and what is taken are different messages.
('GetStreamMessagesKey', $query$
    with due as (
        insert into orleans_stream_sweep as s (service_id, provider_id, queue_id, next_at)
        values (@ServiceId, @ProviderId, @QueueId, now() + make_interval(secs => @EvictionInterval))
        on conflict (service_id, provider_id, queue_id) do update set next_at = excluded.next_at where s.next_at <= now()
        returning 1),
    stale as (
        select message_id from orleans_stream_message
        where service_id = @ServiceId and provider_id = @ProviderId and queue_id = @QueueId and visible_at <= now()
            and (dequeued >= @MaxAttempts or expires_at <= now()) and exists (select from due)
        order by message_id limit @EvictionBatchSize for update),
    dead as (
        delete from orleans_stream_message m using stale
        where m.service_id = @ServiceId and m.provider_id = @ProviderId and m.queue_id = @QueueId and m.message_id = stale.message_id
        returning m.message_id, m.dequeued, m.created_at, m.payload),
    kept as (
        insert into orleans_stream_dead_letter
        select @ServiceId, @ProviderId, @QueueId, message_id, dequeued, created_at, now(),
            now() + make_interval(secs => @RemovalTimeout), payload
        from dead),
    old as (
        select message_id from orleans_stream_dead_letter
        where service_id = @ServiceId and provider_id = @ProviderId and queue_id = @QueueId and remove_at <= now()
            and exists (select from due)
        order by message_id limit @EvictionBatchSize for update),
    forgotten as (
        delete from orleans_stream_dead_letter d using old
        where d.service_id = @ServiceId and d.provider_id = @ProviderId and d.queue_id = @QueueId and d.message_id = old.message_id),
    next as (
        select message_id from orleans_stream_message
        where service_id = @ServiceId and provider_id = @ProviderId and queue_id = @QueueId and visible_at <= now()
            and dequeued < @MaxAttempts and expires_at > now()
        order by message_id limit @MaxCount for update)
    update orleans_stream_message m
    set dequeued = m.dequeued + 1, visible_at = now() + make_interval(secs => @VisibilityTimeout), modified_at = now()
    from next
    where m.service_id = @ServiceId and m.provider_id = @ProviderId and m.queue_id = @QueueId and m.message_id = next.message_id
    returning m.service_id as ServiceId, m.provider_id as ProviderId, m.queue_id as QueueId, m.message_id as MessageId,
        m.dequeued as Dequeued, m.visible_at as VisibleOn, m.expires_at as ExpiresOn, m.created_at as CreatedOn,
        m.modified_at as ModifiedOn, m.payload as Payload
$query$),
-- Items are id:dequeued, separated by |. The second number must be the message's own, else another receiver has it by now; with a minus
-- sign it is not confirmed but given back.
('ConfirmStreamMessagesKey', $query$
    with item as (
        select split_part(one, ':', 1)::bigint as message_id, split_part(one, ':', 2)::integer as dequeued
        from unnest(string_to_array(@Items, '|')) as one),
    confirmed as (
        delete from orleans_stream_message m using item
        where m.service_id = @ServiceId and m.provider_id = @ProviderId and m.queue_id = @QueueId and m.message_id = item.message_id
            and m.dequeued = item.dequeued
        returning m.message_id),
    returned as (
        update orleans_stream_message m set visible_at = now(), modified_at = now() from item
        where m.service_id = @ServiceId and m.provider_id = @ProviderId and m.queue_id = @QueueId and m.message_id = item.message_id
            and m.dequeued = -item.dequeued
        returning m.message_id)
    select @ServiceId as ServiceId, @ProviderId as ProviderId, @QueueId as QueueId, message_id as MessageId
    from (select message_id from confirmed union all select message_id from returned) as done
$query$),
-- Visible again, or dead when it was taken too often.
('FailStreamMessageKey', $query$
    with again as (
        update orleans_stream_message set visible_at = now(), modified_at = now()
        where service_id = @ServiceId and provider_id = @ProviderId and queue_id = @QueueId and message_id = @MessageId
            and dequeued < @MaxAttempts),
    dead as (
        delete from orleans_stream_message
        where service_id = @ServiceId and provider_id = @ProviderId and queue_id = @QueueId and message_id = @MessageId
            and dequeued >= @MaxAttempts
        returning message_id, dequeued, created_at, payload)
    insert into orleans_stream_dead_letter
    select @ServiceId, @ProviderId, @QueueId, message_id, dequeued, created_at, now(), now() + make_interval(secs => @RemovalTimeout),
        payload
    from dead
$query$),
('EvictStreamMessagesKey', $query$
    with stale as (
        select message_id from orleans_stream_message
        where service_id = @ServiceId and provider_id = @ProviderId and queue_id = @QueueId and visible_at <= now()
            and (dequeued >= @MaxAttempts or expires_at <= now())
        order by message_id limit @MaxCount for update),
    dead as (
        delete from orleans_stream_message m using stale
        where m.service_id = @ServiceId and m.provider_id = @ProviderId and m.queue_id = @QueueId and m.message_id = stale.message_id
        returning m.message_id, m.dequeued, m.created_at, m.payload)
    insert into orleans_stream_dead_letter
    select @ServiceId, @ProviderId, @QueueId, message_id, dequeued, created_at, now(), now() + make_interval(secs => @RemovalTimeout),
        payload
    from dead
$query$),
('EvictStreamDeadLettersKey', $query$
    with old as (
        select message_id from orleans_stream_dead_letter
        where service_id = @ServiceId and provider_id = @ProviderId and queue_id = @QueueId and remove_at <= now()
        order by message_id limit @MaxCount for update)
    delete from orleans_stream_dead_letter d using old
    where d.service_id = @ServiceId and d.provider_id = @ProviderId and d.queue_id = @QueueId and d.message_id = old.message_id
$query$);
