-- Agencies that leave the partnership, and services that lose their contract. `scope_id` is the service, or the agency as a whole:
-- of each, one departure stands. `state` and what ended it are the only columns that change.
create table departure (
    id uuid not null primary key,
    scope_id uuid not null,
    leaver_id uuid not null references agency (id),
    service_id uuid references service (id),
    last_day text collate "C" not null,
    reason text collate "C" not null,
    words text collate "C",
    heir_id uuid not null references agency (id),
    keeper_id uuid not null references agency (id),
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    state text collate "C" not null,
    ended_at bigint,
    ended_by uuid,
    ended_agency_id uuid,
    why text collate "C"
);
create unique index departure_standing on departure (scope_id) where state <> 'called_off';
create index departure_to_pass_on on departure (last_day, id) where state = 'recorded';
create index departure_kept on departure (keeper_id, id);

create function refuse_departure_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.scope_id <> new.scope_id or old.leaver_id <> new.leaver_id or old.last_day <> new.last_day
        or old.heir_id <> new.heir_id or old.keeper_id <> new.keeper_id or old.state <> 'recorded'
    then
        raise exception 'a departure stands as it was recorded';
    end if;
    return new;
end
$$;
create trigger departure_no_change before update or delete on departure for each row execute function refuse_departure_change();
create trigger departure_no_truncate before truncate on departure for each statement execute function refuse_change();

-- Which service takes over the referrals of a pathway; none: they go back to whoever referred.
create table departure_taker (
    departure_id uuid not null references departure (id),
    pathway text collate "C" not null,
    service_id uuid references service (id),
    primary key (departure_id, pathway)
);

-- What somebody of the agency said is ready to be passed on.
create table departure_ready (
    departure_id uuid not null references departure (id),
    person_id uuid not null references person (id),
    subject uuid not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (departure_id, subject)
);
create index departure_ready_of_person on departure_ready (person_id);

-- The last day on which anything is open to an agency, or is done by a service: what its standing departure says.
alter table agency add column last_day text collate "C";
alter table service add column last_day text collate "C";

-- The last day of the service that a row rests on, which relates nobody to the person after it: a copy of the day above, so that a
-- list need not look for it. A member of the team rests on the service whose referral was accepted; older rows say none.
alter table referral add column until_day text collate "C";
alter table involvement add column service_id uuid;
alter table involvement add column until_day text collate "C";
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
