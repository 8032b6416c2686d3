-- Accounts, lists, shares, campaigns, sendouts with their chunks and journal, carriers.
-- Times are Unix milliseconds, ids integers, states the numbers of the enums in Core.

-- Next free inside id, one row: blocks are taken by nodes, never given back.
create table id_block (
    one integer primary key check (one = 1),
    next integer not null
);
insert into id_block (one, next) values (1, 1);

create table account (
    account_id integer primary key,
    client_id text not null unique,
    name text not null,
    created_at integer not null
);

create table lead_list (
    list_id integer primary key,
    public_id text not null unique,
    owner_id integer not null references account,
    name text not null,
    leads integer not null,
    version integer not null,
    created_at integer not null
);
create index lead_list_by_owner on lead_list (owner_id);

create table lead_field (
    list_id integer not null references lead_list,
    no integer not null,
    name text not null,
    type integer not null,
    primary key (list_id, no)
) without rowid;

create table list_key (
    list_id integer primary key references lead_list,
    key_id integer not null,
    wrapped blob not null
);

create table segment (
    segment_id integer primary key,
    public_id text not null unique,
    account_id integer not null references account,
    list_id integer not null references lead_list,
    name text not null,
    filter text not null
);
create index segment_by_list on segment (list_id, account_id);

create table import_run (
    run_id integer primary key,
    public_id text not null unique,
    list_id integer not null references lead_list,
    source text not null,
    mode integer not null,
    state integer not null,
    rows integer not null,
    created integer not null,
    updated integer not null,
    unchanged integer not null,
    rejected integer not null,
    error text,
    started_at integer not null,
    finished_at integer
);
-- One running import per list.
create unique index import_run_running on import_run (list_id) where state = 1;

create table import_error (
    run_id integer not null,
    row_no integer not null,
    no integer not null,
    column_name text not null,
    reason text not null,
    primary key (run_id, row_no, no)
) without rowid;

create table share_grant (
    grant_id integer primary key,
    public_id text not null unique,
    list_id integer not null references lead_list,
    owner_id integer not null references account,
    -- Negative: a client id that belongs to no account.
    recipient_id integer not null,
    profit_basis_points integer not null,
    state integer not null,
    epoch integer not null,
    version integer not null,
    invited_at integer not null,
    answered_at integer,
    ended_at integer
);
-- One invited or accepted grant per list and recipient.
create unique index share_grant_active on share_grant (list_id, recipient_id) where state in (1, 2);
create index share_grant_by_list on share_grant (list_id);
create index share_grant_by_recipient on share_grant (recipient_id);

-- Stops, pauses, resumptions and cancels. The position is the order of commits; rows are never removed.
create table gate_log (
    pos integer primary key,
    kind integer not null,
    subject integer not null,
    epoch integer not null,
    op_id text unique,
    at integer not null
);
create index gate_log_share_stop on gate_log (subject, epoch) where kind = 1;

create table campaign (
    campaign_id integer primary key,
    public_id text not null unique,
    account_id integer not null references account,
    name text not null,
    sender text not null,
    template text not null,
    class integer not null,
    created_at integer not null
);
create index campaign_by_account on campaign (account_id);

create table campaign_target (
    campaign_id integer not null references campaign,
    no integer not null,
    list_id integer not null,
    grant_id integer not null,
    filter text,
    primary key (campaign_id, no)
) without rowid;

create table sendout (
    sendout_id integer primary key,
    campaign_id integer not null references campaign,
    account_id integer not null,
    class integer not null,
    state integer not null,
    planned integer not null,
    chunks integer not null,
    first_flush integer not null,
    error text,
    created_at integer not null,
    finished_at integer
);
-- One sendout of a campaign that is planning, sending or paused.
create unique index sendout_running on sendout (campaign_id) where state in (1, 2, 3);
create index sendout_by_campaign on sendout (campaign_id);
create index sendout_unfinished on sendout (sendout_id) where finished_at is null;
create index sendout_finished on sendout (finished_at) where finished_at is not null;

-- The moving part of a chunk: short rows, so that claims and flushes write few pages.
create table chunk (
    sendout_id integer not null,
    no integer not null,
    route_id integer not null,
    list_id integer not null,
    grant_id integer not null,
    epoch integer not null,
    gate_pos integer not null,
    leads integer not null,
    open integer not null,
    state integer not null,
    reason integer,
    claimed_by integer,
    leads_id integer not null,
    primary key (sendout_id, no)
) without rowid;
create index chunk_claimable on chunk (sendout_id, route_id, no) where state = 0;
create index chunk_revocable on chunk (grant_id, epoch) where state = 0;
create index chunk_claimed on chunk (claimed_by) where state = 1;

-- The leads of a chunk, 8 octets each, written once and read by claims: a rowid table keeps up to 2 KB in one page.
create table chunk_leads (
    leads_id integer primary key,
    body blob not null
);

-- One row per (sendout, grant): what reports read. open = planned less the sum of the rest.
create table sendout_counter (
    sendout_id integer not null,
    grant_id integer not null,
    planned integer not null,
    accepted integer not null default 0,
    delivered integer not null default 0,
    undelivered integer not null default 0,
    expired integer not null default 0,
    unknown integer not null default 0,
    rejected integer not null default 0,
    failed integer not null default 0,
    revoked integer not null default 0,
    suppressed integer not null default 0,
    cancelled integer not null default 0,
    parts_submitted integer not null default 0,
    primary key (sendout_id, grant_id)
) without rowid;
create index sendout_counter_by_grant on sendout_counter (grant_id) where grant_id <> 0;

-- The journal: one row per flush, in commit order.
create table flush (
    flush_id integer primary key,
    node_id integer not null,
    no integer not null,
    at integer not null,
    entries integer not null,
    body blob not null,
    unique (node_id, no)
);

create table receipt_orphan (
    orphan_id integer primary key,
    carrier_id integer not null,
    message_id blob not null,
    state integer not null,
    error text not null,
    at integer not null
);

create table carrier (
    carrier_id integer primary key,
    name text not null unique,
    host text not null,
    port integer not null,
    system_id text not null,
    sealed_password blob not null,
    system_type text not null,
    rate_per_second integer not null
);

create table bind (
    bind_id integer primary key,
    carrier_id integer not null references carrier,
    no integer not null,
    kind integer not null,
    window_slots integer not null,
    rate_per_second integer not null,
    unique (carrier_id, no)
);

create table route (
    route_id integer primary key,
    prefix text not null unique
);

create table route_carrier (
    route_id integer not null references route,
    place integer not null,
    carrier_id integer not null references carrier,
    primary key (route_id, place)
) without rowid;
