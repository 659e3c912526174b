-- The matcher's figures, one row for each time that somebody had some kept: what people's decisions teach, or, without `figures`, what
-- the matcher begins with. The last row holds. `same` and `different` are how many decisions taught it; nobody is named.
create table matcher_figures (
    position bigint not null primary key check (position > 0),
    figures text collate "C",
    same bigint not null check (same >= 0),
    different bigint not null check (different >= 0),
    at bigint not null,
    by_account uuid not null,
    agency_id uuid not null
);
create trigger matcher_figures_no_change before update or delete on matcher_figures for each row execute function refuse_change();
create trigger matcher_figures_no_truncate before truncate on matcher_figures for each statement execute function refuse_change();
