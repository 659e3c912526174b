-- Scores of reoffending. `inputs` is what was put into the predictor of `edition`; `one_year` and `two_years` are what came out, in
-- hundredths of one in a hundred. `supersedes` is the score that it corrects; one is corrected once.
create table reoffending_score (
    person_id BLOB not null references person (id),
    id BLOB not null unique,
    predictor TEXT not null,
    edition TEXT not null,
    assessed_on TEXT not null,
    convicted TEXT not null,
    counted_from TEXT not null,
    inputs TEXT not null,
    supersedes BLOB unique references reoffending_score (id),
    one_year INTEGER check (one_year between 0 and 10000),
    two_years INTEGER not null check (two_years between 0 and 10000),
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null,
    primary key (person_id, id)
) strict;
create trigger reoffending_score_no_update before update on reoffending_score begin
    select raise(abort, 'reoffending_score is append-only');
end;
create trigger reoffending_score_no_delete before delete on reoffending_score
when not exists (select 1 from disposing d where d.person_id = old.person_id) begin
    select raise(abort, 'reoffending_score is append-only');
end;
