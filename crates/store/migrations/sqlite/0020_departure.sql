-- Agencies that leave the partnership, and services that lose their contract. `scope_id` is the service, or the agency as a whole:
-- of each, one departure stands. `state` and what ended it are the only columns that change.
create table departure (
    id BLOB not null primary key,
    scope_id BLOB not null,
    leaver_id BLOB not null references agency (id),
    service_id BLOB references service (id),
    last_day TEXT not null,
    reason TEXT not null,
    words TEXT,
    heir_id BLOB not null references agency (id),
    keeper_id BLOB not null references agency (id),
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    state TEXT not null,
    ended_at INTEGER,
    ended_by BLOB,
    ended_agency_id BLOB,
    why TEXT
) strict;
create unique index departure_standing on departure (scope_id) where state <> 'called_off';
create index departure_to_pass_on on departure (last_day, id) where state = 'recorded';
create index departure_kept on departure (keeper_id, id);

create trigger departure_no_change before update on departure when
    old.scope_id <> new.scope_id or old.leaver_id <> new.leaver_id or old.last_day <> new.last_day
    or old.heir_id <> new.heir_id or old.keeper_id <> new.keeper_id or old.state <> 'recorded'
begin
    select raise(abort, 'a departure stands as it was recorded');
end;
create trigger departure_no_delete before delete on departure begin
    select raise(abort, 'a departure stands as it was recorded');
end;

-- Which service takes over the referrals of a pathway; none: they go back to whoever referred.
create table departure_taker (
    departure_id BLOB not null references departure (id),
    pathway TEXT not null,
    service_id BLOB references service (id),
    primary key (departure_id, pathway)
) strict, without rowid;

-- What somebody of the agency said is ready to be passed on.
create table departure_ready (
    departure_id BLOB not null references departure (id),
    person_id BLOB not null references person (id),
    subject BLOB not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (departure_id, subject)
) strict, without rowid;
create index departure_ready_of_person on departure_ready (person_id);

-- The last day on which anything is open to an agency, or is done by a service: what its standing departure says.
alter table agency add column last_day TEXT;
alter table service add column last_day TEXT;

-- The last day of the service that a row rests on, which relates nobody to the person after it: a copy of the day above, so that a
-- list need not look for it. A member of the team rests on the service whose referral was accepted; older rows say none.
alter table referral add column until_day TEXT;
alter table involvement add column service_id BLOB;
alter table involvement add column until_day TEXT;
create index involvement_of_service on involvement (service_id) where service_id is not null;
drop index involvement_of_account;
create index involvement_of_account on involvement (account_id, person_id, agency_id, from_day, to_day, until_day);

-- What an agency has open is looked for each hour after it has left.
create index court_order_of_owner on court_order (owner_agency_id, person_id) where stage <> 'ended';
create index requirement_of_provider on requirement (provider_id) where state not in ('completed', 'terminated');
create index meeting_ahead on meeting (agency_id, person_id) where state = 'arranged';
create index case_handover_waiting on case_handover (to_agency_id, person_id) where state = 'waiting';
create index question_waiting on question (to_agency_id, person_id) where state = 'waiting';
create index question_asked on question (agency_id, person_id) where state = 'waiting';
