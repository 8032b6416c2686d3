-- Adds an account unless its client id is taken. ?1 id, ?2 client id, ?3 name, ?4 created at. 1 row or none.
insert into account (account_id, client_id, name, created_at) values (?1, ?2, ?3, ?4)
on conflict (client_id) do nothing;
