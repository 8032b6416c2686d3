-- Adds a carrier, or changes the one of that name, which keeps its id (journal and routes refer to it) and gets the next version of the
-- division of its rate. Returns the id.
-- ?1 id, ?2 name, ?3 host, ?4 port, ?5 system id, ?6 sealed password, ?7 system type, ?8 rate, ?9 settings. 1 row.
insert into carrier (carrier_id, name, host, port, system_id, sealed_password, system_type, rate_per_second, profile)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
on conflict (name) do update set host = ?3, port = ?4, system_id = ?5, sealed_password = ?6, system_type = ?7, rate_per_second = ?8,
    profile = ?9, rate_version = rate_version + 1
returning carrier_id;
