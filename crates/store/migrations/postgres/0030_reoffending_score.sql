-- Scores of reoffending. `inputs` is what was put into the predictor of `edition`; `one_year` and `two_years` are what came out, in
-- hundredths of one in a hundred. `supersedes` is the score that it corrects; one is corrected once.
create table reoffending_score (
    person_id uuid not null references person (id),
    id uuid not null unique,
    predictor text collate "C" not null,
    edition text collate "C" not null,
    assessed_on text collate "C" not null,
    convicted text collate "C" not null,
    counted_from text collate "C" not null,
    inputs text collate "C" not null,
    supersedes uuid unique references reoffending_score (id),
    one_year bigint check (one_year between 0 and 10000),
    two_years bigint not null check (two_years between 0 and 10000),
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null,
    primary key (person_id, id)
);
create trigger reoffending_score_no_change before update or delete on reoffending_score for each row execute function refuse_change();
create trigger reoffending_score_no_truncate before truncate on reoffending_score for each statement execute function refuse_change();
