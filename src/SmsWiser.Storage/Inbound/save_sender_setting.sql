-- ?1 account, ?2 sender, ?3 words divided by |. Primary key, 1 row.
insert into sender_setting (account_id, sender, off_words) values (?1, ?2, ?3)
on conflict (account_id, sender) do update set off_words = ?3;
