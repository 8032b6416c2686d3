-- Carriers of a route by priority, those of one priority by weight; until now each place was a priority of its own.
alter table route_carrier add column priority integer not null default 1;
alter table route_carrier add column weight integer not null default 1;
update route_carrier set priority = place + 1;

-- What a carrier has set besides: a JSON object of names and values as text; what is not in it has its default.
alter table carrier add column profile text not null default '{}';
