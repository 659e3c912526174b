//! Pairs of records that may be of one person, as the matcher found them: those that wait for somebody, those that it joined, and
//! what binds records to one person.

use crate::{
    bulk::inserts,
    court::kept::read_evidence,
    dialect::by_ids,
    identity_review::stand_now,
    order_record::stamp,
    sql::{Arg, Row, Sql, args, statements},
    standing::{filter_args, goes_on, ids, involved, visible, visible_by_involvement},
    tx::StoreTx,
};
use app::ports::{
    Bond, Found, LikenessMark, Likenesses, ReviewedPairs, StoreError, Stored, WaitingPair, Waits,
};
use async_trait::async_trait;
use domain::{
    identity_review::{Decided, Pair, Verdict},
    ids::{AgencyId, PersonId},
};
use gate::ListFilter;
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;
use uuid::Uuid;

inserts! {
    LIKENESS = "likeness" (person_id, other_id, agency_id, weight, held_at, against)
        "on conflict (person_id, other_id, agency_id) do update set weight = excluded.weight, held_at = excluded.held_at, \
         against = excluded.against";
}

/// Whether the viewer's agency works with one of a pair: who works with neither decides nothing about them.
macro_rules! worked_with {
    ($row:literal) => {
        concat!(
            "(",
            involved!(concat!($row, ".person_id"), "$1", "$3"),
            " or ",
            involved!(concat!($row, ".other_id"), "$1", "$3"),
            ")"
        )
    };
}

/// Whether somebody else is asked about a pair that was found.
macro_rules! is_asked_about {
    () => {
        concat!(
            "exists (select 1 from identity_decision d where d.person_id = pair.person_id and d.other_id = pair.other_id and ",
            stand_now!("d", "'second', 'disagreed'"),
            ")"
        )
    };
}

/// Since when a pair that was found is joined: not while somebody is asked about it.
macro_rules! held_since {
    () => {
        concat!("case when ", is_asked_about!(), " then null else pair.held_at end")
    };
}

/// Pairs of the viewer's agency that stand so, both of whom the filter shows: as the last decision left them, where there is one.
macro_rules! waiting {
    ($stand:literal) => {
        concat!(
            "from likeness pair where pair.agency_id = $1 and coalesce((select d.state from identity_decision d \
             where d.person_id = pair.person_id and d.other_id = pair.other_id order by d.position desc limit 1), 'open') ",
            $stand,
            " and ",
            visible!("pair.person_id"),
            " and ",
            visible!("pair.other_id"),
            " and ",
            worked_with!("pair")
        )
    };
}

/// Pairs about which somebody else is asked than the viewer `$2`, who has decided already neither first nor second: both of them
/// the filter shows. Those about which two disagree come before, and all of them before any weight.
macro_rules! asked {
    () => {
        concat!(
            "from (select asked.person_id, asked.other_id, asked.state, case asked.state when 'disagreed' then 4000000000 \
             else 3000000000 end as place from identity_decision asked where ",
            stand_now!("asked", "'second', 'disagreed'"),
            " and asked.by_account <> $2 and not exists (select 1 from identity_decision earlier where asked.state = 'disagreed' \
             and earlier.person_id = asked.person_id and earlier.other_id = asked.other_id \
             and earlier.position = asked.position - 1 and earlier.state = 'second' and earlier.by_account = $2) and ",
            visible!("asked.person_id"),
            " and ",
            visible!("asked.other_id"),
            " and ",
            worked_with!("asked"),
            ") as pair"
        )
    };
}

/// `$8` the people, `$9` the most rows. Decisions, and what was found for the viewer's agency, from either side.
macro_rules! bonds {
    ($among:literal) => {
        concat!(
            "select tie.one, tie.other, tie.weight, tie.held_at, tie.against, tie.verdict, tie.reason, tie.evidence, tie.at, \
             tie.by_account, tie.agency_id from (\
             select d.person_id as one, d.other_id as other, cast(null as bigint) as weight, cast(null as bigint) as held_at, \
             cast(0 as bigint) as against, d.verdict, d.reason, d.evidence, d.at, d.by_account, d.agency_id \
             from identity_decision d where d.person_id",
            $among,
            " and ",
            stand_now!("d", "'same', 'different'"),
            " union all select d.other_id, d.person_id, null, null, 0, d.verdict, d.reason, d.evidence, d.at, d.by_account, \
             d.agency_id from identity_decision d where d.other_id",
            $among,
            " and ",
            stand_now!("d", "'same', 'different'"),
            " union all select pair.person_id, pair.other_id, pair.weight, ",
            held_since!(),
            ", pair.against, null, null, null, null, null, null from likeness pair where pair.agency_id = $1 and pair.person_id",
            $among,
            " union all select pair.other_id, pair.person_id, pair.weight, ",
            held_since!(),
            ", pair.against, null, null, null, null, null, null from likeness pair where pair.agency_id = $1 and pair.other_id",
            $among,
            ") as tie where ",
            visible!("tie.other"),
            " order by tie.one, tie.other limit $9 + 0"
        )
    };
}

/// One side of the pairs that wait for somebody: those that the matcher did not join, and those about which somebody is asked. Each
/// kind goes by its own index.
macro_rules! queued {
    ($end:literal) => {
        concat!(
            "select ",
            $end,
            " ",
            waiting!("not in ('same', 'different')"),
            " and pair.held_at is null union select ",
            $end,
            " ",
            waiting!("in ('second', 'disagreed')"),
            " and pair.held_at is not null"
        )
    };
}

statements! {
    /// `$8` to `$10` the last row seen, `$11` the rows wanted.
    ASKED = Sql::same(concat!(
        "select pair.person_id, pair.other_id, pair.state, pair.place ", asked!(), " where pair.place <= $8 and (pair.place < $8 \
         or pair.person_id > $9 or (pair.person_id = $9 and pair.other_id > $10)) \
         order by pair.place desc, pair.person_id, pair.other_id limit $11 + 0"
    ));
    /// How many, as far as `$8`.
    ASKED_COUNT = Sql::same(concat!("select count(*) from (select 1 as one ", asked!(), " limit $8 + 0) as w"));
    /// What two decided of one pair, the second while the first was not to be seen. By the words of its index, else SQLite passes it over.
    TWICE = Sql::same(concat!(
        "select blind.verdict, beside.verdict, count(*) from identity_decision blind cross join identity_decision beside \
         where blind.state in ('second', 'disagreed') and blind.state = 'second' and beside.person_id = blind.person_id and beside.other_id = blind.other_id \
         and beside.position = blind.position + 1 and beside.verdict <> 'undone' and ",
        visible!("blind.person_id"), " and ", visible!("blind.other_id"), " and ", worked_with!("blind"), " group by blind.verdict, beside.verdict"
    ));
    /// Records of the viewer's agency.
    RECORDS = Sql::same(concat!(
        "select count(*) from (select distinct t.person_id from involvement t where t.agency_id = $1 and t.from_day <= $3 \
         and (t.to_day is null or t.to_day >= $3) and ", goes_on!("t", "$3"), " and ", visible_by_involvement!("t"), ") as h"
    ));
    /// Those of them that wait for somebody to decide about them and another.
    QUEUE = Sql::same(concat!(
        "select count(*) from (", queued!("pair.person_id as id"), " union ", queued!("pair.other_id"),
        ") as w where ", involved!("w.id", "$1", "$3")
    ));
    HELD = by_ids!(
        "select person_id, other_id, agency_id, held_at from likeness where held_at is not null and person_id", ""
    );
    HELD_OTHER = by_ids!(
        "select person_id, other_id, agency_id, held_at from likeness where held_at is not null and other_id", ""
    );
    FOUND = by_ids!("select person_id, other_id, agency_id from likeness where person_id", "");
    FOUND_OTHER = by_ids!("select person_id, other_id, agency_id from likeness where other_id", "");
    FORGET = by_ids!("delete from likeness where person_id", "");
    FORGET_OTHER = by_ids!("delete from likeness where other_id", "");
    /// `$8` to `$10` the last row seen, `$11` the rows wanted.
    WAITING = Sql::same(concat!(
        "select pair.person_id, pair.other_id, 'open' as state, pair.weight ", waiting!("= 'open'"), " and pair.held_at is null \
         and pair.weight <= $8 and (pair.weight < $8 or pair.person_id > $9 or (pair.person_id = $9 and pair.other_id > $10)) \
         order by pair.weight desc, pair.person_id, pair.other_id limit $11 + 0"
    ));
    /// `$8` to `$10` the row seen.
    BEFORE = Sql::same(concat!(
        "select pair.person_id, pair.other_id, 'open' as state, pair.weight ", waiting!("= 'open'"), " and pair.held_at is null and pair.weight >= $8 and (pair.weight > $8 or pair.person_id < $9 \
         or (pair.person_id = $9 and pair.other_id < $10)) order by pair.weight, pair.person_id desc, pair.other_id desc limit 1"
    ));
    ASKED_BEFORE = Sql::same(concat!(
        "select pair.person_id, pair.other_id, pair.state, pair.place ", asked!(), " where pair.place >= $8 and (pair.place > $8 \
         or pair.person_id < $9 or (pair.person_id = $9 and pair.other_id < $10)) \
         order by pair.place, pair.person_id desc, pair.other_id desc limit 1"
    ));
    /// How many, as far as `$8`.
    WAIT = Sql::same(concat!(
        "select count(*) from (select 1 as one ", waiting!("= 'open'"), " and pair.held_at is null limit $8 + 0) as w"
    ));
    /// `$8` to `$10` the last row seen, `$11` the rows wanted.
    JOINED = Sql::same(concat!(
        "select pair.person_id, pair.other_id, pair.weight ", waiting!("= 'open'"), " and pair.held_at is not null \
         and pair.weight >= $8 and (pair.weight > $8 or pair.person_id > $9 or (pair.person_id = $9 and pair.other_id > $10)) \
         order by pair.weight, pair.person_id, pair.other_id limit $11 + 0"
    ));
    BONDS = Sql {
        sqlite: bonds!(" in (select unhex(value) from json_each($8))"),
        postgres: bonds!(" = any($8)"),
    };
    MARK = Sql::same("select sequence, one_in, taught from likeness_mark where one = 1");
    SET_MARK = Sql::same("update likeness_mark set sequence = $1 where one = 1 and sequence < $1");
    LOOKED_AT_ALL = Sql::same(
        "insert into likeness_mark (one, sequence, one_in, taught) values (1, $1, $2, $3) \
         on conflict (one) do update set sequence = excluded.sequence, one_in = excluded.one_in, taught = excluded.taught"
    );
}

/// The filter, the last row seen (where none was, nobody of the weight with which the list begins), and the rows wanted.
fn listed_after(
    filter: &ListFilter,
    after: Option<(i64, PersonId, PersonId)>,
    begins: i64,
    most: u32,
    today: Date,
) -> Vec<Arg> {
    let nobody = PersonId(Uuid::nil());
    let (weight, person, other) = after.unwrap_or((begins, nobody, nobody));
    let mut args = filter_args(filter, today);
    args.append(&mut args![weight, person, other, most]);
    args
}

fn pair(one: PersonId, other: PersonId) -> Stored<Pair> {
    Pair::new(one, other).ok_or_else(|| StoreError::Corrupt(format!("likeness {one}: with itself")))
}

fn waits(row: &Row) -> Stored<Waits> {
    let mut f = row.fields();
    let pair = pair(f.next()?, f.next()?)?;
    Ok(Waits { pair, state: f.next()?, weight: f.next()? })
}

fn listed(rows: &[Row]) -> Stored<Vec<(i64, Pair)>> {
    let one = |row: &Row| {
        let mut f = row.fields();
        let two = pair(f.next()?, f.next()?)?;
        Ok((f.next()?, two))
    };
    rows.iter().map(one).collect()
}

fn bond(row: &Row) -> Stored<Bond> {
    let mut f = row.fields();
    let pair = pair(f.next()?, f.next()?)?;
    let (weight, held, against): (Option<i64>, Option<Timestamp>, bool) = (f.maybe()?, f.maybe()?, f.next()?);
    if let Some(weight) = weight {
        return Ok(Bond { pair, found: Some(Found { weight, held, against }), decided: None });
    }
    let (verdict, reason) = (f.next()?, f.next()?);
    let evidence: String = f.next()?;
    let decided = Decided { verdict, reason, evidence: read_evidence(&evidence)?, stamp: stamp(&mut f)? };
    Ok(Bond { pair, found: None, decided: Some(decided) })
}

#[async_trait]
impl Likenesses for StoreTx {
    async fn likeness_mark(&mut self) -> Stored<Option<LikenessMark>> {
        let row = self.link.one(MARK, args![]).await?;
        row.map(|row| {
            let mut f = row.fields();
            Ok(LikenessMark { sequence: f.next()?, one_in: f.next()?, taught: f.next()? })
        })
        .transpose()
    }

    async fn set_likeness_mark(&mut self, sequence: i64) -> Stored<()> {
        self.link.run(SET_MARK, args![sequence]).await?;
        Ok(())
    }

    async fn looked_at_everybody(&mut self, mark: LikenessMark) -> Stored<()> {
        self.link.run(LOOKED_AT_ALL, args![mark.sequence, i64::from(mark.one_in), mark.taught]).await?;
        Ok(())
    }

    async fn held_likenesses(
        &mut self,
        people: &[PersonId],
    ) -> Stored<BTreeMap<(Pair, AgencyId), Timestamp>> {
        let mut held = BTreeMap::new();
        if people.is_empty() {
            return Ok(held);
        }
        for statement in [HELD, HELD_OTHER] {
            for row in &self.link.all(statement, vec![ids(people)]).await? {
                let mut f = row.fields();
                let two = pair(f.next()?, f.next()?)?;
                held.insert((two, f.next()?), f.next()?);
            }
        }
        Ok(held)
    }

    async fn likenesses_of(&mut self, people: &[PersonId]) -> Stored<Vec<(Pair, AgencyId)>> {
        let mut found = Vec::new();
        for statement in [FOUND, FOUND_OTHER] {
            for row in &self.link.all(statement, vec![ids(people)]).await? {
                let mut f = row.fields();
                let two = pair(f.next()?, f.next()?)?;
                found.push((two, f.next()?));
            }
        }
        Ok(found)
    }

    async fn put_likenesses(&mut self, people: &[PersonId], found: &[WaitingPair]) -> Stored<()> {
        if people.is_empty() {
            return Ok(());
        }
        self.link.run(FORGET, vec![ids(people)]).await?;
        self.link.run(FORGET_OTHER, vec![ids(people)]).await?;
        let mut rows = Vec::new();
        for one in found {
            for (agency, held) in &one.agencies {
                let (first, second) = (one.pair.first(), one.pair.second());
                rows.append(&mut args![first, second, agency, one.weight, held, one.against]);
            }
        }
        LIKENESS.run(&mut self.link, rows).await?;
        Ok(())
    }

    async fn waiting_pairs(
        &mut self,
        filter: &ListFilter,
        after: Option<(i64, PersonId, PersonId)>,
        most: u32,
        today: Date,
    ) -> Stored<Vec<Waits>> {
        if filter.is_empty() || most == 0 {
            return Ok(Vec::new());
        }
        self.link
            .all(WAITING, listed_after(filter, after, i64::MAX, most, today))
            .await?
            .iter()
            .map(waits)
            .collect()
    }

    async fn waiting_pair_before(
        &mut self,
        filter: &ListFilter,
        before: (i64, PersonId, PersonId),
        today: Date,
    ) -> Stored<Option<Waits>> {
        if filter.is_empty() {
            return Ok(None);
        }
        let mut args = filter_args(filter, today);
        args.append(&mut args![before.0, before.1, before.2]);
        // Whoever somebody else is asked about stands before all others.
        for statement in [BEFORE, ASKED_BEFORE] {
            if let Some(row) = self.link.one(statement, args.clone()).await? {
                return waits(&row).map(Some);
            }
        }
        Ok(None)
    }

    async fn asked_pairs(
        &mut self,
        filter: &ListFilter,
        after: Option<(i64, PersonId, PersonId)>,
        most: u32,
        today: Date,
    ) -> Stored<Vec<Waits>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        self.link
            .all(ASKED, listed_after(filter, after, i64::MAX, most, today))
            .await?
            .iter()
            .map(waits)
            .collect()
    }

    async fn reviewed(&mut self, filter: &ListFilter, today: Date) -> Stored<ReviewedPairs> {
        let mut reviewed = ReviewedPairs::default();
        if filter.is_empty() {
            return Ok(reviewed);
        }
        for row in &self.link.all(TWICE, filter_args(filter, today)).await? {
            let mut f = row.fields();
            let (first, second): (Verdict, Verdict) = (f.next()?, f.next()?);
            let count = f.next()?;
            let table = &mut reviewed.agreement;
            match (first, second) {
                (Verdict::Same, Verdict::Same) => table.same = count,
                (Verdict::Same, _) => table.same_then_different = count,
                (_, Verdict::Same) => table.different_then_same = count,
                _ => table.different = count,
            }
        }
        for (statement, count) in [(RECORDS, &mut reviewed.records), (QUEUE, &mut reviewed.waiting)] {
            let row = self.link.one_of("likeness", statement, filter_args(filter, today)).await?;
            *count = row.map_or(Ok(0), |row| row.fields().next())?;
        }
        Ok(reviewed)
    }

    async fn count_waiting_pairs(&mut self, filter: &ListFilter, most: u32, today: Date) -> Stored<u64> {
        if filter.is_empty() {
            return Ok(0);
        }
        let mut args = filter_args(filter, today);
        args.append(&mut args![most]);
        let mut count = 0_u64;
        for statement in [WAIT, ASKED_COUNT] {
            let row = self.link.one_of("likeness", statement, args.clone()).await?;
            count += row.map_or(Ok(0), |row| row.fields().next::<u64>())?;
        }
        Ok(count)
    }

    async fn held_pairs(
        &mut self,
        filter: &ListFilter,
        after: Option<(i64, PersonId, PersonId)>,
        most: u32,
        today: Date,
    ) -> Stored<Vec<(i64, Pair)>> {
        if filter.is_empty() || most == 0 {
            return Ok(Vec::new());
        }
        listed(&self.link.all(JOINED, listed_after(filter, after, i64::MIN, most, today)).await?)
    }

    async fn bonds(
        &mut self,
        filter: &ListFilter,
        people: &[PersonId],
        most: u32,
        today: Date,
    ) -> Stored<Vec<Bond>> {
        if filter.is_empty() || people.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = filter_args(filter, today);
        args.push(ids(people));
        args.append(&mut args![most]);
        let mut found: BTreeMap<Pair, Bond> = BTreeMap::new();
        for row in &self.link.all(BONDS, args).await? {
            let one = bond(row)?;
            let kept = found.entry(one.pair).or_insert(Bond { pair: one.pair, found: None, decided: None });
            kept.found = one.found.or(kept.found);
            kept.decided = one.decided.or(kept.decided.take());
        }
        Ok(found.into_values().collect())
    }
}
