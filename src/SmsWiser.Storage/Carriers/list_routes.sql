-- Primary key order; all routes.
select route_id, prefix from route order by route_id;
