-- Somebody is looked for by a part of a postcode, in any case: as it is recorded, in capitals. Postcodes are kept as they were
-- recorded, in canonical form where they have one.
create index contact_by_postcode on contact (upper(postcode), person_id, holder_id);
