-- Strands of a plan with their facts, and what the person said of the whole. `facts` and `state` of a strand are derived from
-- `plan_strand_fact`, in the transaction that appends one. `told` is the fact as JSON.
create table plan_strand (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    topic TEXT not null,
    aim TEXT not null,
    need TEXT,
    strengths TEXT,
    quote TEXT,
    facts INTEGER not null,
    state TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;

create table plan_strand_fact (
    person_id BLOB not null,
    strand_id BLOB not null,
    position INTEGER not null,
    told TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, strand_id, position)
) strict;
create trigger plan_strand_fact_no_update before update on plan_strand_fact begin
    select raise(abort, 'plan_strand_fact is append-only');
end;
create trigger plan_strand_fact_no_delete before delete on plan_strand_fact
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'plan_strand_fact is append-only');
end;

create table plan_view (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    view TEXT not null,
    words TEXT,
    day TEXT not null,
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;
create trigger plan_view_no_update before update on plan_view begin
    select raise(abort, 'plan_view is append-only');
end;
create trigger plan_view_no_delete before delete on plan_view
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'plan_view is append-only');
end;
