-- The shares of a carrier's binds change together, by compare-and-set on this version.
alter table carrier add column rate_version integer not null default 1;
