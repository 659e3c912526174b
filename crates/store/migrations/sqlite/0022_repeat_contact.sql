-- Catalogue, S4-27: who is in contact with several services. So many contacts, at so many agencies, within so many days; one row a
-- day from which it holds, so that the partnership may set others.
insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('repeat_window', 90, 'days', '2000-01-01', 'Practice catalogue S4-27', 0),
    ('repeat_agencies', 3, 'agencies', '2000-01-01', 'Practice catalogue S4-27', 0),
    ('repeat_contacts', 3, 'contacts', '2000-01-01', 'One with each agency, from memory', 1);
