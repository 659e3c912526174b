//! Pairs of records that may be of one person, as the matcher found them, for the list of those that wait for somebody.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    sql::{Arg, Row, Sql, args, statements},
    standing::{filter_args, goes_on, ids, visible, visible_by_involvement},
    tx::StoreTx,
};
use app::ports::{Likenesses, ReviewedPairs, Stored, WaitingPair, Waits};
use async_trait::async_trait;
use domain::{
    identity_review::{Pair, Verdict},
    ids::PersonId,
};
use gate::ListFilter;
use jiff::civil::Date;
use uuid::Uuid;

inserts! {
    LIKENESS = "likeness" (person_id, other_id, agency_id, weight)
        "on conflict (person_id, other_id, agency_id) do update set weight = excluded.weight";
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
            visible!("pair.other_id")
        )
    };
}

/// Pairs about which somebody else is asked than the viewer `$2`, who has decided already neither first nor second: both of them
/// the filter shows. Those about which two disagree come before, and all of them before any weight.
macro_rules! asked {
    () => {
        concat!(
            "from (select asked.person_id, asked.other_id, asked.state, case asked.state when 'disagreed' then 4000000000 \
             else 3000000000 end as place from identity_decision asked where asked.state in ('second', 'disagreed') \
             and not exists (select 1 from identity_decision later where later.person_id = asked.person_id \
             and later.other_id = asked.other_id and later.position > asked.position) and asked.by_account <> $2 \
             and not exists (select 1 from identity_decision earlier where asked.state = 'disagreed' \
             and earlier.person_id = asked.person_id and earlier.other_id = asked.other_id \
             and earlier.position = asked.position - 1 and earlier.state = 'second' and earlier.by_account = $2) and ",
            visible!("asked.person_id"),
            " and ",
            visible!("asked.other_id"),
            ") as pair"
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
        visible!("blind.person_id"), " and ", visible!("blind.other_id"), " group by blind.verdict, beside.verdict"
    ));
    /// Records of the viewer's agency.
    RECORDS = Sql::same(concat!(
        "select count(*) from (select distinct t.person_id from involvement t where t.agency_id = $1 and t.from_day <= $3 \
         and (t.to_day is null or t.to_day >= $3) and ", goes_on!("t", "$3"), " and ", visible_by_involvement!("t"), ") as h"
    ));
    /// Those of them that wait for somebody to decide about them and another.
    QUEUE = Sql::same(concat!(
        "select count(*) from (select pair.person_id as id ", waiting!("not in ('same', 'different')"),
        " union select pair.other_id ", waiting!("not in ('same', 'different')"), ") as w where exists (select 1 from involvement t \
         where t.person_id = w.id and t.agency_id = $1 and t.from_day <= $3 and (t.to_day is null or t.to_day >= $3) and ",
        goes_on!("t", "$3"), ")"
    ));
    FORGET = by_ids!("delete from likeness where person_id", "");
    FORGET_OTHER = by_ids!("delete from likeness where other_id", "");
    /// `$8` to `$10` the last row seen, `$11` the rows wanted.
    WAITING = Sql::same(concat!(
        "select pair.person_id, pair.other_id, 'open' as state, pair.weight ", waiting!("= 'open'"), " and pair.weight <= $8 and (pair.weight < $8 or pair.person_id > $9 \
         or (pair.person_id = $9 and pair.other_id > $10)) order by pair.weight desc, pair.person_id, pair.other_id limit $11 + 0"
    ));
    /// `$8` to `$10` the row seen.
    BEFORE = Sql::same(concat!(
        "select pair.person_id, pair.other_id, 'open' as state, pair.weight ", waiting!("= 'open'"), " and pair.weight >= $8 and (pair.weight > $8 or pair.person_id < $9 \
         or (pair.person_id = $9 and pair.other_id < $10)) order by pair.weight, pair.person_id desc, pair.other_id desc limit 1"
    ));
    ASKED_BEFORE = Sql::same(concat!(
        "select pair.person_id, pair.other_id, pair.state, pair.place ", asked!(), " where pair.place >= $8 and (pair.place > $8 \
         or pair.person_id < $9 or (pair.person_id = $9 and pair.other_id < $10)) \
         order by pair.place, pair.person_id desc, pair.other_id desc limit 1"
    ));
    FORGET_MARK = Sql::same("delete from likeness_mark");
    /// How many, as far as `$8`.
    WAIT = Sql::same(concat!("select count(*) from (select 1 as one ", waiting!("= 'open'"), " limit $8 + 0) as w"));
    MARK = Sql::same("select sequence from likeness_mark where one = 1");
    SET_MARK = Sql::same(
        "insert into likeness_mark (one, sequence) values (1, $1) on conflict (one) do update set sequence = excluded.sequence \
         where likeness_mark.sequence < excluded.sequence"
    );
}

/// The filter, the last row seen, and the rows wanted.
fn listed_after(
    filter: &ListFilter,
    after: Option<(i64, PersonId, PersonId)>,
    most: u32,
    today: Date,
) -> Vec<Arg> {
    let nobody = PersonId(Uuid::nil());
    let (weight, person, other) = after.unwrap_or((i64::MAX, nobody, nobody));
    let mut args = filter_args(filter, today);
    args.append(&mut args![weight, person, other, most]);
    args
}

fn waits(row: &Row) -> Stored<Option<Waits>> {
    let mut f = row.fields();
    let (person, other) = (f.next()?, f.next()?);
    let (state, weight) = (f.next()?, f.next()?);
    Ok(Pair::new(person, other).map(|pair| Waits { pair, state, weight }))
}

#[async_trait]
impl Likenesses for StoreTx {
    async fn likeness_mark(&mut self) -> Stored<Option<i64>> {
        self.link.one(MARK, args![]).await?.map(|row| row.fields().next()).transpose()
    }

    async fn set_likeness_mark(&mut self, sequence: i64) -> Stored<()> {
        self.link.run(SET_MARK, args![sequence]).await?;
        Ok(())
    }

    async fn put_likenesses(&mut self, people: &[PersonId], found: &[WaitingPair]) -> Stored<()> {
        if people.is_empty() {
            return Ok(());
        }
        self.link.run(FORGET, vec![ids(people)]).await?;
        self.link.run(FORGET_OTHER, vec![ids(people)]).await?;
        let mut rows = Vec::new();
        for one in found {
            for agency in &one.agencies {
                rows.append(&mut args![one.pair.first(), one.pair.second(), agency, one.weight]);
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
        let mut pairs = Vec::new();
        for row in &self.link.all(WAITING, listed_after(filter, after, most, today)).await? {
            pairs.extend(waits(row)?);
        }
        Ok(pairs)
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
                return waits(&row);
            }
        }
        Ok(None)
    }

    async fn forget_likeness_mark(&mut self) -> Stored<()> {
        self.link.run(FORGET_MARK, args![]).await?;
        Ok(())
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
        let mut pairs = Vec::new();
        for row in &self.link.all(ASKED, listed_after(filter, after, most, today)).await? {
            pairs.extend(waits(row)?);
        }
        Ok(pairs)
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
}
