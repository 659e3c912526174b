-- Strands of a plan with their facts, and what the person said of the whole. `facts` and `state` of a strand are derived from
-- `plan_strand_fact`, in the transaction that appends one. `told` is the fact as JSON.
create table plan_strand (
    person_id uuid not null references person (id),
    id uuid not null unique,
    topic text collate "C" not null,
    aim text collate "C" not null,
    need text collate "C",
    strengths text collate "C",
    quote text collate "C",
    facts bigint not null,
    state text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);

create table plan_strand_fact (
    person_id uuid not null,
    strand_id uuid not null,
    position bigint not null,
    told text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, strand_id, position)
);
create trigger plan_strand_fact_no_change before update or delete on plan_strand_fact for each row execute function refuse_change();
create trigger plan_strand_fact_no_truncate before truncate on plan_strand_fact for each statement execute function refuse_change();

create table plan_view (
    person_id uuid not null references person (id),
    id uuid not null unique,
    view text collate "C" not null,
    words text collate "C",
    day text collate "C" not null,
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);
create trigger plan_view_no_change before update or delete on plan_view for each row execute function refuse_change();
create trigger plan_view_no_truncate before truncate on plan_view for each statement execute function refuse_change();
