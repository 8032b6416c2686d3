-- An answer to the same person by the same word. ?1 number key, ?2 destination, ?3 since, ?4 kind, ?5 word or empty.
-- Index inbound_by_number, the rows of an hour.
select 1 from inbound where number_key = ?1 and destination = ?2 and at > ?3 and kind = ?4 and coalesce(word, '') = ?5
  and reply_state in (1, 2) limit 1;
