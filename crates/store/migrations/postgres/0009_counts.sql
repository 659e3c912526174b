-- What is counted for a whole team is read from indexes alone: with how many people each member of staff works, and how much is
-- due of each kind.
drop index involvement_of_account;
create index involvement_of_account on involvement (account_id, person_id, agency_id, from_day, to_day);
drop index duty_of_account;
create index duty_of_account on duty (owner_account_id, due, id, kind, person_id, closed_at) where closed_at is null;
drop index duty_of_agency;
create index duty_of_agency on duty (owner_agency_id, due, id, owner_account_id, kind, person_id, closed_at)
    where closed_at is null;
-- Alerts are few among what is due, and every page of a person asks for them.
create index duty_alert on duty (owner_agency_id, due, id) where kind = 'alert_to_read' and closed_at is null;
