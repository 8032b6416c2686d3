-- What each sendout brought in. Index transfer_by_sendout, whole; for audits.
select sendout_id, sum(amount) from transfer where sendout_id is not null and credit = 3 group by sendout_id order by sendout_id;
