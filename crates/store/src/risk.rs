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
    ids::{AgencyId, PersonId, RiskFlagId},
    risk::{RiskFlag, RiskSource, Upkeep},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, Sealed};
use jiff::civil::Date;

inserts! {
    RISK_FLAG = "risk_flag" (
        person_id, id, kind, detail, source, review, reviews, ended, at, by_account, agency_id
    ) "";
}

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "select r.person_id, r.id, r.kind, r.detail, r.source, r.review, r.reviews, r.ended, r.at, r.by_account, r.agency_id, \
         (select d.owner_agency_id from duty d where d.person_id = r.person_id and d.subject = r.id \
         and d.kind = 'risk_review' and d.closed_at is null limit 1) from risk_flag r "
    };
}

statements! {
    RISK_FLAGS = by_ids!(
        concat!(columns!(), "where (r.ended is null or r.ended > $2) and r.person_id"),
        "order by r.at desc, r.id desc limit $3 + 0"
    );
    ONE = Sql::same(concat!(columns!(), "where r.id = $1"));
    OLDER = Sql::same(concat!(
        columns!(),
        "where (r.ended is null or r.ended > $2) and r.person_id = $1 and (r.at, r.id) < \
         (select o.at, o.id from risk_flag o where o.person_id = $1 and o.id = $4) order by r.at desc, r.id desc limit $3 + 0"
    ));
    OWED = Sql::same(
        "select subject from duty where person_id = $1 and owner_agency_id = $2 and kind = 'risk_review' and closed_at is null \
         order by subject"
    );
    REVIEW = Sql::same(
        "update risk_flag set source = $2, review = $3, ended = $4, reviews = $5 + 1 \
         where id = $1 and ended is null and reviews = $5"
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
        i64::from(flag.reviews()),
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
    let reviews: u32 = f.next()?;
    let flag = RiskFlag {
        person,
        id,
        kind,
        detail,
        upkeep: review.map(|review| Upkeep { source, review, reviews }),
        ended: f.maybe()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    };
    // Whoever has to look at it again reads it, also where that went to another agency with an order, or with what its own left behind.
    let keeper: Option<AgencyId> = f.maybe()?;
    let sent_to = keeper.filter(|keeper| *keeper != flag.stamp.agency);
    Ok(Sealed::new(Label { sent_to, ..Label::own(flag.person, Section::Risk, flag.stamp.agency) }, flag))
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

    async fn risk_flags_in_turn(
        &mut self,
        person: PersonId,
        today: Date,
        after: Option<RiskFlagId>,
        limit: u32,
    ) -> Stored<Vec<(RiskFlagId, Sealed<RiskFlag>)>> {
        let rows = match after {
            None => self.link.read(risk_flags_read(&[person], today, limit)).await?,
            Some(past) => self.link.all(OLDER, args![person, today, limit, past]).await?,
        };
        let id = |row: &Row| {
            let mut f = row.fields();
            f.skip(1);
            f.next()
        };
        rows.iter().map(|row| Ok((id(row)?, read(row)?))).collect()
    }

    async fn reviews_owed(&mut self, person: PersonId, agency: AgencyId) -> Stored<Vec<RiskFlagId>> {
        let rows = self.link.all(OWED, args![person, agency]).await?;
        rows.iter().map(|row| row.fields().next()).collect()
    }

    async fn review_risk(&mut self, now: &RiskFlag, seen: u32) -> Stored<bool> {
        let (source, review) = kept(now);
        let seen = i64::from(seen);
        Ok(self.link.run(REVIEW, args![now.id, source, review, now.ended, seen]).await? == 1)
    }
}
