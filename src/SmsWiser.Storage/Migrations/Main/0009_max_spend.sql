-- What a sendout of a campaign may cost at most, in micro-units; null = as far as the balance goes.
alter table campaign add column max_spend integer;
