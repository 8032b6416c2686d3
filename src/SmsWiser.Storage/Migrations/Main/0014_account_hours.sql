-- Hours in which an account lets its marketing go out, narrower than the law: seven windows, Sunday first, and single closed days.
create table account_hours (
    account_id integer primary key,
    set_on text not null,
    hours text not null,
    rest_on_holidays integer not null,
    closed_days text not null
) strict;
