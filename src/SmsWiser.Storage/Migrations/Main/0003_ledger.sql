-- Money: terms of accounts, prices, and a double-entry ledger in one currency. Amounts are micro-units, times Unix milliseconds, kinds and
-- states the numbers of the enums in Core.

-- Accounts without a row are unbilled.
create table account_terms (
    account_id integer primary key references account,
    kind integer not null,
    -- Who answers for it; 0 = nobody. Suspension follows this tree.
    parent_id integer not null,
    credit_limit integer not null check (credit_limit >= 0),
    due_at integer,
    low_balance integer not null,
    low_since integer,
    -- 0 = not suspended by itself.
    suspended integer not null default 0
);
create index account_terms_by_parent on account_terms (parent_id) where parent_id <> 0;

create table price (
    carrier_id integer not null,
    prefix text not null,
    valid_from integer not null,
    micros integer not null check (micros > 0),
    primary key (carrier_id, prefix, valid_from)
) without rowid;

-- Balances that do not follow from holds: available, bank, adjustments, write-offs, and the revenue of folded holds. Flushes touch none of
-- these rows.
create table ledger_account (
    owner_id integer not null,
    kind integer not null,
    balance integer not null,
    primary key (owner_id, kind)
) without rowid;

-- Rows are never changed. The key, derived from what caused the transfer, makes a repetition harmless.
create table transfer (
    transfer_id integer primary key,
    transfer_key blob not null unique,
    kind integer not null,
    owner_id integer not null,
    debit integer not null,
    credit integer not null,
    amount integer not null check (amount > 0),
    sendout_id integer,
    parts integer not null,
    price integer not null,
    reference text,
    at integer not null,
    check (debit <> credit)
);
-- 1 = available: the lines of a statement.
create index transfer_statement on transfer (owner_id, transfer_id) where debit = 1 or credit = 1;
create index transfer_by_sendout on transfer (sendout_id, kind, price) where sendout_id is not null;

-- What a sendout may cost at most, taken from the available balance when it starts. amount = settled + unknown + released + open.
create table hold (
    sendout_id integer primary key references sendout,
    account_id integer not null,
    amount integer not null check (amount > 0),
    settled integer not null default 0 check (settled >= 0),
    unknown integer not null default 0 check (unknown >= 0),
    released integer not null default 0 check (released >= 0),
    max_parts integer not null,
    state integer not null,
    created_at integer not null,
    closed_at integer,
    check (settled + unknown + released <= amount)
);
create index hold_by_account on hold (account_id, sendout_id);
create index hold_open on hold (sendout_id) where state = 1;
create index hold_closed on hold (closed_at) where state = 2;

-- Price of one part in micro-units, 0 = unbilled; parts of one SMS that the hold was reckoned with.
alter table chunk add column price integer not null default 0;
alter table chunk add column max_parts integer not null default 0;

-- Why a sendout is paused: 0 by a person.
alter table sendout add column pause_reason integer not null default 0;
create index sendout_held_back on sendout (account_id) where state = 3 and pause_reason <> 0;
