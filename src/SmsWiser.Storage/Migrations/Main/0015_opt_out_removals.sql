-- Why operators undid opt-outs: number by key, as in opt_out.
create table opt_out_removal (
    scope integer not null,
    subject integer not null,
    sender text not null,
    number_key integer not null,
    at integer not null,
    reason text not null,
    primary key (scope, subject, sender, number_key, at)
) strict, without rowid;
