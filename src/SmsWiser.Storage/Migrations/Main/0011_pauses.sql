-- What operators have paused: all, an account or a carrier; one row each while it lasts.
create table sending_pause (
    scope integer not null,
    subject integer not null,
    paused_at integer not null,
    reason text not null,
    primary key (scope, subject)
) strict, without rowid;

-- Which campaigns of an account go first: 1 low, 2 normal, 3 high.
alter table campaign add column priority integer not null default 2;
