-- ?1 list. Index segment_by_list; a few hundred rows.
delete from segment where list_id = ?1;
