-- Keys to the HTTP API, and requests made under idempotency keys.

-- account_id 0: the operator's. The secret is kept as a hash only. addresses: CIDR blocks divided by blanks, empty = any.
create table api_key (
    key_id text primary key,
    account_id integer not null,
    name text not null,
    scopes integer not null,
    secret_hash blob not null,
    addresses text not null,
    created_at integer not null,
    expires_at integer,
    last_used_at integer,
    revoked_at integer,
    replaced_by text
) without rowid;
create index api_key_by_account on api_key (account_id, created_at);

-- status 0: no answer was kept. The answer is sealed.
create table idempotency (
    request_key blob primary key,
    request_hash blob not null,
    at integer not null,
    status integer not null,
    answer blob not null
) without rowid;
create index idempotency_by_time on idempotency (at);
