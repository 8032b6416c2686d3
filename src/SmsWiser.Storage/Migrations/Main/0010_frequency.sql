-- How many marketing messages a person gets at most: per account; account 0 = over all accounts together.
create table frequency_cap (
    account_id integer primary key,
    per_day integer not null,
    per_week integer not null
);

-- People written to, many to a row: number keys of 8 octets, ascending, each as often as it was written to on that day (days since 1970).
-- A row is stored with a flush and stands for all flushes since the row before.
create table frequency_run (
    run_id integer primary key,
    flush_id integer not null,
    day integer not null,
    account_id integer not null,
    keys blob not null
);
create index frequency_run_by_day on frequency_run (day);

-- Whether each lead needs its own consent.
alter table lead_list add column requires_consent integer not null default 0;

-- What an import's consent columns did not bring about.
alter table import_run add column kept_left integer not null default 0;
alter table import_run add column incomplete integer not null default 0;
