-- Opt-outs and inbound messages, and what an entry of the gate log says of several people at once.

alter table gate_log add column detail blob;

-- Who has left what, by number key: no number is kept. A row stays when the person comes back.
create table opt_out (
    scope integer not null,
    subject integer not null,
    sender text not null,
    number_key integer not null,
    is_out integer not null,
    origin integer not null,
    at integer not null,
    primary key (scope, subject, sender, number_key)
) without rowid;

-- Changes per day (days since 1970), so that no count walks the opt-outs; day -1 holds those that stand.
create table opt_out_count (
    scope integer not null,
    subject integer not null,
    sender text not null,
    day integer not null,
    outs integer not null,
    ins integer not null,
    primary key (scope, subject, sender, day)
) without rowid;

-- Messages of people. Number and text are in the sealed part only. State 1: the topic is yet to be found; 2: done.
create table inbound (
    inbound_id integer primary key,
    carrier_id integer not null,
    destination text not null,
    number_key integer not null,
    fingerprint integer not null,
    kind integer not null,
    word text,
    marks integer not null,
    copies integer not null,
    state integer not null,
    account_id integer not null,
    owner_id integer not null,
    list_id integer not null,
    sendout_id integer not null,
    reader_id integer not null,
    reply_state integer not null,
    reply text,
    sealed blob not null,
    at integer not null
);
create index inbound_by_fingerprint on inbound (fingerprint, at);
create index inbound_unresolved on inbound (inbound_id) where state = 1;
-- Who may read it: the owner of the lead's list, or the account that was answered when the lead is on no list of others.
create index inbound_by_reader on inbound (reader_id, inbound_id) where state = 2;
create index inbound_over_shares on inbound (account_id, kind) where state = 2 and reader_id <> account_id;
create index inbound_reply_due on inbound (inbound_id) where reply_state = 1;
create index inbound_by_number on inbound (number_key, destination, at);

-- Parts of messages that are not complete yet; texts are sealed.
create table inbound_part (
    part_id integer primary key,
    carrier_id integer not null,
    number_key integer not null,
    destination text not null,
    reference integer not null,
    total integer not null,
    no integer not null,
    sealed blob not null,
    at integer not null,
    unique (carrier_id, number_key, destination, reference, total, no)
);

-- Words that an account answers by itself, and what one of its senders does not take as a keyword.
create table account_keyword (
    account_id integer not null references account,
    keyword text not null,
    answer text not null,
    primary key (account_id, keyword)
) without rowid;

create table sender_setting (
    account_id integer not null references account,
    sender text not null,
    off_words text not null,
    primary key (account_id, sender)
) without rowid;

-- Whose is a message: campaigns by sender, the latest first.
create index campaign_by_sender on campaign (sender, campaign_id);

-- Hidden campaigns and lists carry single messages; people do not see them among their own.
alter table campaign add column is_hidden integer not null default 0;
alter table lead_list add column is_hidden integer not null default 0;

create table single_sendout (
    account_id integer not null,
    sender text not null,
    class integer not null,
    day integer not null,
    sendout_id integer not null,
    list_id integer not null,
    primary key (account_id, sender, class, day)
) without rowid;
