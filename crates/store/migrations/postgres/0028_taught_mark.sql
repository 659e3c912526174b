-- Everybody is looked at once more after the matcher was taught: the mark says by which figures they were looked at last, so that a
-- teaching in the midst of a look is not passed over. 0 stands for those that the matcher begins with.
alter table likeness_mark add column taught bigint not null default 0;
