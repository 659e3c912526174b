//! Risk flags. One is sealed under risk, held by the agency that raised it.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    link::Link,
    sql::{Arg, Param, Read, Row, Sql, args, statements},
    standing::ids,
    tx::StoreTx,
};
use app::ports::{Risks, Stored};
use async_trait::async_trait;
use domain::{
    ids::{PersonId, RiskFlagId},
    risk::{RiskFlag, RiskSource, Upkeep},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, Sealed};
use jiff::civil::Date;

inserts! {
    RISK_FLAG = "risk_flag" (
        person_id, id, kind, detail, source, review, ended, at, by_account, agency_id
    ) "";
}

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "select person_id, id, kind, detail, source, review, ended, at, by_account, agency_id from risk_flag "
    };
}

statements! {
    RISK_FLAGS = by_ids!(
        concat!(columns!(), "where (ended is null or ended > $2) and person_id"),
        "order by at desc, id desc limit $3 + 0"
    );
    ONE = Sql::same(concat!(columns!(), "where id = $1"));
    REVIEW = Sql::same(
        "update risk_flag set source = $2, review = $3, ended = $4 \
         where id = $1 and ended is null and coalesce(review, '') = $5"
    );
}

pub(crate) fn risk_args(flag: &RiskFlag) -> Vec<Arg> {
    let stamp = &flag.stamp;
    let (source, review) = kept(flag);
    args![
        flag.person,
        flag.id,
        flag.kind,
        flag.detail,
        source,
        review,
        flag.ended,
        stamp.at,
        stamp.by,
        stamp.agency,
    ]
}

fn kept(flag: &RiskFlag) -> (Option<RiskSource>, Option<Date>) {
    (flag.upkeep.and_then(|one| one.source), flag.upkeep.map(|one| one.review))
}

fn read(row: &Row) -> Stored<Sealed<RiskFlag>> {
    let mut f = row.fields();
    let (person, id, kind, detail) = (f.next()?, f.next()?, f.next()?, f.maybe()?);
    let (source, review): (Option<RiskSource>, Option<Date>) = (f.maybe()?, f.maybe()?);
    let flag = RiskFlag {
        person,
        id,
        kind,
        detail,
        upkeep: review.map(|review| Upkeep { source, review }),
        ended: f.maybe()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    };
    Ok(Sealed::new(Label::own(flag.person, Section::Risk, flag.stamp.agency), flag))
}

pub(crate) fn risk_flags_read(people: &[PersonId], today: Date, limit: u32) -> Read {
    Read::new(RISK_FLAGS, vec![ids(people), today.arg(), limit.arg()])
}

pub(crate) async fn risk_flags(
    link: &mut Link,
    people: &[PersonId],
    today: Date,
    limit: u32,
) -> Stored<Vec<Sealed<RiskFlag>>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    link.read(risk_flags_read(people, today, limit)).await?.iter().map(read).collect()
}

#[async_trait]
impl Risks for StoreTx {
    async fn add_risk_flag(&mut self, flag: &RiskFlag) -> Stored<()> {
        RISK_FLAG.run(&mut self.link, risk_args(flag)).await.map(drop)
    }

    async fn risk_flag(&mut self, id: RiskFlagId) -> Stored<Option<Sealed<RiskFlag>>> {
        self.link.one(ONE, args![id]).await?.map(|row| read(&row)).transpose()
    }

    async fn review_risk(&mut self, now: &RiskFlag, was: Option<Date>) -> Stored<bool> {
        let (source, review) = kept(now);
        let was = was.map_or_else(String::new, |day| day.to_string());
        Ok(self.link.run(REVIEW, args![now.id, source, review, now.ended, was]).await? == 1)
    }
}
