-- Whoever keeps the records of an agency that has left holds and disposes of them. `agency_id` is whose records they are;
-- these say for which agency somebody acted. Null in older rows, where it was that same agency.
alter table legal_hold add column by_agency_id uuid;
alter table legal_hold add column ended_agency_id uuid;
alter table disposal add column by_agency_id uuid;
alter table disposal add column decided_agency_id uuid;

-- Holds that stand, as whoever reviews them goes through them.
create index legal_hold_standing on legal_hold (agency_id, review, id) where ended_at is null;
