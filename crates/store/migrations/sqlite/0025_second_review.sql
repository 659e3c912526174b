-- How each decision left the two records. Where they contradict each other a second person decides without knowing what the first
-- did, and a third where the two disagree; each decision from before that was asked settled the pair by itself.
alter table identity_decision add column state TEXT not null default 'open';
drop trigger identity_decision_no_update;
update identity_decision set state = case verdict when 'undone' then 'open' else verdict end;
create trigger identity_decision_no_update before update on identity_decision begin
    select raise(abort, 'identity_decision is append-only');
end;
create index identity_decision_asked on identity_decision (state) where state in ('second', 'disagreed');
