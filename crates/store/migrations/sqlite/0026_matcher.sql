-- The matcher's figures, one row for each time that somebody had some kept: what people's decisions teach, or, without `figures`, what
-- the matcher begins with. The last row holds. `same` and `different` are how many decisions taught it; nobody is named.
create table matcher_figures (
    position INTEGER not null primary key check (position > 0),
    figures TEXT,
    same INTEGER not null check (same >= 0),
    different INTEGER not null check (different >= 0),
    at INTEGER not null,
    by_account BLOB not null,
    agency_id BLOB not null
) strict;
create trigger matcher_figures_no_update before update on matcher_figures begin select raise(abort, 'matcher_figures is append-only'); end;
create trigger matcher_figures_no_delete before delete on matcher_figures begin select raise(abort, 'matcher_figures is append-only'); end;
