-- 1 when the transfer of a key says the same, 0 when it says something else. ?1 key, ?2 kind, ?3 owner, ?4 debit, ?5 credit, ?6 amount,
-- ?7 sendout, ?8 parts, ?9 price, ?10 reference. Unique key, 1 row; none when the key is new.
select kind = ?2 and owner_id = ?3 and debit = ?4 and credit = ?5 and amount = ?6 and sendout_id is ?7 and parts = ?8 and price = ?9
    and reference is ?10
from transfer where transfer_key = ?1;
