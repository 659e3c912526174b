-- How a risk is known, and by which day its agency looks at it again. Flags of before have neither until they are reviewed.
alter table risk_flag add column source TEXT;
alter table risk_flag add column review TEXT;
create unique index risk_flag_by_id on risk_flag (id);
insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('risk_review', 3, 'months', '2000-01-01', 'A default', 1);
