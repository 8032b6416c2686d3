-- ?1 list, ?2 account. Index segment_by_list; the segments of one account on one list.
select segment_id, public_id, account_id, list_id, name, filter from segment where list_id = ?1 and account_id = ?2 order by segment_id;
