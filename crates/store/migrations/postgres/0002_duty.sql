-- What is due, by which day, by whom, because of what. Closed by a later fact; the row stays. `subject` is the order,
-- referral, appointment, meeting or failure that it follows from.
create table duty (
    person_id uuid not null references person (id),
    id uuid not null,
    kind text collate "C" not null,
    owner_agency_id uuid not null,
    owner_account_id uuid,
    due text collate "C" not null,
    subject uuid not null,
    why text collate "C",
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    closed_at bigint,
    closing text collate "C",
    closed_by uuid,
    primary key (person_id, id)
);
create index duty_of_account on duty (owner_account_id, due, id) where closed_at is null;
create index duty_of_agency on duty (owner_agency_id, due, id) where closed_at is null;
create index duty_of_subject on duty (person_id, subject) where closed_at is null;

-- What was due before there were duties.
insert into duty (person_id, id, kind, owner_agency_id, owner_account_id, due, subject, at, by_account, agency_id)
select person_id, id, 'appointment', agency_id, account_id, day, id, booked_at, by_account, agency_id
from appointment where outcome is null;

insert into duty (person_id, id, kind, owner_agency_id, owner_account_id, due, subject, at, by_account, agency_id)
select o.person_id, o.id, 'order_ends', o.holder_id, i.account_id, o.ends, o.id,
    cast(extract(epoch from o.made::date) as bigint) * 1000, i.account_id, o.holder_id
from court_order o join involvement i on i.person_id = o.person_id and i.agency_id = o.holder_id
where o.ended is null and i.account_id is not null and i.leads = 1 and i.to_day is null
    and not exists (
        select 1 from involvement j where j.person_id = i.person_id and j.agency_id = i.agency_id
        and j.account_id is not null and j.leads = 1 and j.to_day is null and j.id < i.id
    );
