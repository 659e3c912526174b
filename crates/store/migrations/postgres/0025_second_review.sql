-- How each decision left the two records. Where they contradict each other a second person decides without knowing what the first
-- did, and a third where the two disagree; each decision from before that was asked settled the pair by itself.
alter table identity_decision add column state text collate "C" not null default 'open';
alter table identity_decision disable trigger identity_decision_no_change;
update identity_decision set state = case verdict when 'undone' then 'open' else verdict end;
alter table identity_decision enable trigger identity_decision_no_change;
alter table identity_decision alter column state drop default;
create index identity_decision_asked on identity_decision (state) where state in ('second', 'disagreed');
