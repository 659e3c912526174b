-- How often a flag was looked at again: the version that a reviewer must have seen.
alter table risk_flag add column reviews INTEGER not null default 0;
