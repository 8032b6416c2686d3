-- ?1 list, ?2 first day, ?3 last day; with the last row before. Primary key, up to ?3 - ?2 + 2 rows.
select day, joined, updated, removed, opted_out, size from list_growth
where list_id = ?1 and day <= ?3
    and day >= coalesce((select max(day) from list_growth where list_id = ?1 and day < ?2), ?2)
order by day;
