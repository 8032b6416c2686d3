-- Topics, working files, growth and erasure of lists.
alter table lead_list add column public_name text not null default '';
alter table lead_list add column description text not null default '';
alter table lead_list add column archived_at integer;
alter table lead_list add column erased_at integer;
update lead_list set public_name = name;

-- Files imported into a topic list for one purpose each; leads carry the numbers in their pages.
create table working_set (
    list_id integer not null references lead_list,
    no integer not null,
    name text not null,
    created_at integer not null,
    primary key (list_id, no)
) without rowid;

alter table import_run add column removed integer not null default 0;
create index import_run_by_list on import_run (list_id);

-- One row per list and day (UTC, days since 0001-01-01) on which its leads changed.
create table list_growth (
    list_id integer not null references lead_list,
    day integer not null,
    joined integer not null,
    updated integer not null,
    removed integer not null,
    opted_out integer not null,
    size integer not null,
    primary key (list_id, day)
) without rowid;

-- Proof of an erased list: counts and times, sealed. Its key is gone; its pages go afterwards.
create table list_erasure (
    list_id integer primary key references lead_list,
    public_id text not null unique,
    owner_id integer not null,
    sealed blob not null,
    erased_at integer not null,
    pages_gone_at integer
);
create index list_erasure_pending on list_erasure (list_id) where pages_gone_at is null;
