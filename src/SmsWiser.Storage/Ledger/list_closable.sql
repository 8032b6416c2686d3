-- Open holds of sendouts that ended by then. ?1 ended by, ?2 at most. Index hold_open, whole: sendouts under way; sendout by primary key.
select h.sendout_id from hold h indexed by hold_open join sendout s using (sendout_id)
where h.state = 1 and s.finished_at <= ?1 order by h.sendout_id limit ?2;
