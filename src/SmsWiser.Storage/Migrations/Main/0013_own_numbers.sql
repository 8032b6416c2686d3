-- Numbers of an account's own people, for test messages: keyed and sealed, with the code that was sent last.
create table own_number (
    account_id integer not null,
    number_key integer not null,
    sealed blob not null,
    added_at integer not null,
    verified_at integer,
    code blob,
    code_until integer,
    tries_left integer not null,
    primary key (account_id, number_key)
) strict, without rowid;

-- A hidden campaign of kind 2 is a test message; an account may send a bounded number of them in an hour.
create index campaign_test on campaign (account_id, created_at) where is_hidden = 2;
