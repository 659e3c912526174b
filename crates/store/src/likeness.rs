//! Pairs of records that may be of one person, as the matcher found them, for the list of those that wait for somebody.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    sql::{Row, Sql, args, statements},
    standing::{filter_args, ids, visible},
    tx::StoreTx,
};
use app::ports::{Likenesses, Stored, WaitingPair};
use async_trait::async_trait;
use domain::{identity_review::Pair, ids::PersonId};
use gate::ListFilter;
use jiff::civil::Date;
use uuid::Uuid;

inserts! {
    LIKENESS = "likeness" (person_id, other_id, agency_id, weight)
        "on conflict (person_id, other_id, agency_id) do update set weight = excluded.weight";
}

/// Pairs of the viewer's agency about which nobody has decided, both of whom the filter shows: the last decision, where there is
/// one, takes another back.
macro_rules! waiting {
    () => {
        concat!(
            "from likeness pair where pair.agency_id = $1 and coalesce((select d.verdict from identity_decision d \
             where d.person_id = pair.person_id and d.other_id = pair.other_id order by d.position desc limit 1), 'undone') \
             = 'undone' and ",
            visible!("pair.person_id"),
            " and ",
            visible!("pair.other_id")
        )
    };
}

statements! {
    FORGET = by_ids!("delete from likeness where person_id", "");
    FORGET_OTHER = by_ids!("delete from likeness where other_id", "");
    /// `$8` to `$10` the last row seen, `$11` the rows wanted.
    WAITING = Sql::same(concat!(
        "select pair.person_id, pair.other_id, pair.weight ", waiting!(), " and pair.weight <= $8 and (pair.weight < $8 or pair.person_id > $9 \
         or (pair.person_id = $9 and pair.other_id > $10)) order by pair.weight desc, pair.person_id, pair.other_id limit $11 + 0"
    ));
    /// `$8` to `$10` the row seen.
    BEFORE = Sql::same(concat!(
        "select pair.person_id, pair.other_id, pair.weight ", waiting!(), " and pair.weight >= $8 and (pair.weight > $8 or pair.person_id < $9 \
         or (pair.person_id = $9 and pair.other_id < $10)) order by pair.weight, pair.person_id desc, pair.other_id desc limit 1"
    ));
    FORGET_MARK = Sql::same("delete from likeness_mark");
    /// How many, as far as `$8`.
    WAIT = Sql::same(concat!("select count(*) from (select 1 as one ", waiting!(), " limit $8 + 0) as w"));
    MARK = Sql::same("select sequence from likeness_mark where one = 1");
    SET_MARK = Sql::same(
        "insert into likeness_mark (one, sequence) values (1, $1) on conflict (one) do update set sequence = excluded.sequence \
         where likeness_mark.sequence < excluded.sequence"
    );
}

fn weighed(row: &Row) -> Stored<Option<(i64, Pair)>> {
    let mut f = row.fields();
    let (person, other) = (f.next()?, f.next()?);
    let weight = f.next()?;
    Ok(Pair::new(person, other).map(|pair| (weight, pair)))
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
    ) -> Stored<Vec<(i64, Pair)>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let nobody = PersonId(Uuid::nil());
        let (weight, person, other) = after.unwrap_or((i64::MAX, nobody, nobody));
        let mut args = filter_args(filter, today);
        args.append(&mut args![weight, person, other, most]);
        let mut pairs = Vec::new();
        for row in &self.link.all(WAITING, args).await? {
            pairs.extend(weighed(row)?);
        }
        Ok(pairs)
    }

    async fn waiting_pair_before(
        &mut self,
        filter: &ListFilter,
        before: (i64, PersonId, PersonId),
        today: Date,
    ) -> Stored<Option<(i64, Pair)>> {
        if filter.is_empty() {
            return Ok(None);
        }
        let mut args = filter_args(filter, today);
        args.append(&mut args![before.0, before.1, before.2]);
        let row = self.link.one(BEFORE, args).await?;
        row.as_ref().map_or(Ok(None), weighed)
    }

    async fn forget_likeness_mark(&mut self) -> Stored<()> {
        self.link.run(FORGET_MARK, args![]).await?;
        Ok(())
    }

    async fn count_waiting_pairs(&mut self, filter: &ListFilter, most: u32, today: Date) -> Stored<u64> {
        if filter.is_empty() {
            return Ok(0);
        }
        let mut args = filter_args(filter, today);
        args.append(&mut args![most]);
        let row = self.link.one_of("likeness", WAIT, args).await?;
        row.map_or(Ok(0), |row| row.fields().next())
    }
}
