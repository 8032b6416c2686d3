-- How and when campaigns go out. Minutes of a local day, seconds of a spread; null = no term of its own.
alter table campaign add column max_parts integer;
alter table campaign add column valid_until integer;
alter table campaign add column window_opens integer;
alter table campaign add column window_closes integer;
alter table campaign add column working_days integer not null default 0;
alter table campaign add column spread_seconds integer not null default 0;
alter table campaign add column pilot_leads integer not null default 0;

-- When campaigns start by themselves. The next start is null once there is none any more.
create table campaign_schedule (
    campaign_id integer primary key references campaign,
    due_at integer,
    first text not null,
    zone text not null,
    rule text,
    error text
);
create index campaign_due on campaign_schedule (due_at) where due_at is not null;
