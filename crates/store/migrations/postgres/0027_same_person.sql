-- Records that the matcher takes for one person without anybody having been asked. A pair is held from the instant at which it was
-- sure enough, until it is less than it may fall to; how sure it has to be is a figure of the partnership: wrong in at most one of so
-- many pairs, and 0 for never. `against` is 1 where what the two records say speaks against one person. Groups follow from the pairs
-- and from what people decided, for each viewer anew: nothing else is kept of them.
insert into timing (code, amount, unit, from_day, source, from_memory) values
    ('join_one_in', 1000, 'pairs', '2000-01-01', 'Set by this product; docs/linkage.md says how often it was wrong', 0);

alter table likeness add column held_at bigint;
alter table likeness add column against bigint not null default 0;
drop index likeness_listed;
create index likeness_waiting on likeness (agency_id, weight desc, person_id, other_id) where held_at is null;
create index likeness_held on likeness (agency_id, weight, person_id, other_id) where held_at is not null;

-- Everybody is looked at once more, by the figure that is remembered with the mark.
delete from likeness_mark;
alter table likeness_mark add column one_in bigint not null default 0;
