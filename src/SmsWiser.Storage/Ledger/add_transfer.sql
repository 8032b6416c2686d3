-- ?1 key, ?2 kind, ?3 owner, ?4 debit, ?5 credit, ?6 amount, ?7 sendout, ?8 parts, ?9 price, ?10 reference, ?11 at. Unique key, 1 row; none
-- when the key is there.
insert into transfer (transfer_key, kind, owner_id, debit, credit, amount, sendout_id, parts, price, reference, at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) on conflict (transfer_key) do nothing;
