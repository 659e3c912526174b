//! Openings as rows: made, ended, reviewed. What they open is read with the standing, in [`crate::opening`].
//!
//! An opening is a record of what staff did, like the ledger: whose record it is about is an id, and the use-cases decide who reads
//! it.

use crate::{
    bulk::inserts,
    link::Link,
    note::before_args,
    one_off::{self, codes},
    order_record::stamp,
    question, restriction, search,
    sql::{Fields, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{Openings, Place, Restrictions, Reviewed, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    ids::{AccountId, DisclosureId, OpeningId, PersonId, QuestionId},
    one_off::Disclosure,
    opening::{EmergencyReason, Opening, OpeningKind, OpeningReview, ReviewOutcome},
    question::Question,
    restriction::{Exclusion, KeptApart, Limit},
    section::Section,
    stamp::Stamp,
    text::Line,
};
use gate::{Sealed, Viewer};
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use uuid::Uuid;

inserts! {
    OPENING = "opening" (
        person_id, id, kind, agency_id, account_id, holder_id, sections, reason, words, subject, from_at, until_at, ended_at,
        at, by_account, by_agency
    ) "";
    REVIEW = "opening_review" (
        person_id, opening_id, outcome, words, at, by_account, agency_id
    ) "on conflict do nothing" => "returning person_id";
}

macro_rules! columns {
    ($table:literal) => {
        concat!(
            $table,
            "person_id, ",
            $table,
            "id, ",
            $table,
            "kind, ",
            $table,
            "agency_id, ",
            $table,
            "account_id, ",
            $table,
            "holder_id, ",
            $table,
            "sections, ",
            $table,
            "reason, ",
            $table,
            "words, ",
            $table,
            "subject, ",
            $table,
            "from_at, ",
            $table,
            "until_at, ",
            $table,
            "ended_at, ",
            $table,
            "at, ",
            $table,
            "by_account, ",
            $table,
            "by_agency"
        )
    };
}

macro_rules! reviewed {
    ($rest:literal) => {
        concat!(
            "select ",
            columns!("o."),
            ", r.outcome, r.words, r.at, r.by_account, r.agency_id from opening o \
             left join opening_review r on r.person_id = o.person_id and r.opening_id = o.id where ",
            $rest
        )
    };
}

statements! {
    ONE = Sql::same(reviewed!("o.id = $1"));
    EMERGENCIES = Sql::same(reviewed!(
        "o.kind = 'emergency' and (o.at, o.id) < ($1, $2) order by o.at desc, o.id desc limit $3 + 0"
    ));
    WAITING = Sql::same(reviewed!(
        "o.kind = 'emergency' and (o.at, o.id) < ($1, $2) and r.outcome is null order by o.at desc, o.id desc limit $3 + 0"
    ));
    OF_PERSON = Sql::same(concat!(
        "select ", columns!(""), " from opening where person_id = $1 order by id desc limit $2 + 0"
    ));
    END_OF_SUBJECT = Sql::same(concat!(
        "update opening set ended_at = $3 where person_id = $1 and subject = $2 and ended_at is null returning ",
        columns!("")
    ));
    /// What one who leaves reads of others, and what only they brought of their agency's part.
    END_OF_ONE = Sql::same(concat!(
        "update opening set ended_at = $3 where person_id = $1 and subject = $2 and ended_at is null and from_at <= $3 \
         and until_at > $3 and (account_id = $4 or (holder_id = $5 and by_account = $4)) returning ",
        columns!("")
    ));
    END_ONE = Sql::same(concat!(
        "update opening set ended_at = $3 where person_id = $1 and id = $2 and ended_at is null returning ",
        columns!("")
    ));
}

fn opening(f: &mut Fields<'_>) -> Stored<Opening> {
    let (person, id, kind): (PersonId, OpeningId, OpeningKind) = (f.next()?, f.next()?, f.next()?);
    let (agency, account, holder) = (f.next()?, f.maybe()?, f.maybe()?);
    let unreadable = || StoreError::Corrupt(format!("opening {id} cannot be read"));
    let sections = codes(&f.next::<String>()?, Section::from_code).ok_or_else(unreadable)?;
    let reason: String = f.next()?;
    let reason = match kind {
        OpeningKind::Emergency => Some(EmergencyReason::from_code(&reason).map_err(|_| unreadable())?),
        OpeningKind::OneOff | OpeningKind::Meeting | OpeningKind::Question => None,
    };
    Ok(Opening {
        id,
        person,
        kind,
        agency,
        account,
        holder,
        sections,
        reason,
        words: f.maybe()?,
        subject: f.maybe()?,
        from: f.next()?,
        until: f.next()?,
        ended: f.maybe()?,
        stamp: stamp(f)?,
    })
}

fn alone(row: &Row) -> Stored<Opening> {
    opening(&mut row.fields())
}

fn with_review(row: &Row) -> Stored<Reviewed> {
    let mut f = row.fields();
    let opening = opening(&mut f)?;
    let outcome: Option<ReviewOutcome> = f.maybe()?;
    let words: Option<Line> = f.maybe()?;
    let (at, by, agency) = (f.maybe()?, f.maybe()?, f.maybe()?);
    let review = match (outcome, words, at, by, agency) {
        (Some(outcome), Some(words), Some(at), Some(by), Some(agency)) => {
            Some(OpeningReview { outcome, words, stamp: Stamp { at, by, agency } })
        }
        _ => None,
    };
    Ok((opening, review))
}

async fn insert(link: &mut Link, openings: &[Opening]) -> Stored<()> {
    let mut rows = Vec::new();
    for one in openings {
        let sections: Vec<&str> = one.sections.iter().map(|section| section.code()).collect();
        rows.append(&mut args![
            one.person,
            one.id,
            one.kind,
            one.agency,
            one.account,
            one.holder,
            json!(sections).to_string(),
            one.reason.map_or_else(|| one.kind.code(), |reason| reason.code()),
            one.words,
            one.subject,
            one.from,
            one.until,
            one.ended,
            one.stamp.at,
            one.stamp.by,
            one.stamp.agency,
        ]);
    }
    OPENING.later(link, rows).await?;
    let mut found: Vec<_> = openings.iter().map(|one| (one.agency, one.person)).collect();
    found.sort_unstable();
    found.dedup();
    for (agency, person) in found {
        search::spread(link, agency, person);
    }
    Ok(())
}

#[async_trait]
impl Openings for StoreTx {
    async fn insert_question(&mut self, one: &Question) -> Stored<()> {
        question::insert(&mut self.link, one).await
    }

    async fn question(&mut self, id: QuestionId) -> Stored<Option<Sealed<Question>>> {
        question::one(&mut self.link, id).await
    }

    async fn questions_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Question>>> {
        question::of_person(&mut self.link, person, limit).await
    }

    async fn reply_question(&mut self, one: &Question) -> Stored<bool> {
        question::reply(&mut self.link, one).await
    }

    async fn insert_disclosure(&mut self, one: &Disclosure) -> Stored<()> {
        one_off::insert(&mut self.link, one).await
    }

    async fn disclosure(&mut self, id: DisclosureId) -> Stored<Option<Sealed<Disclosure>>> {
        one_off::one(&mut self.link, id).await
    }

    async fn disclosures_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Disclosure>>> {
        one_off::of_person(&mut self.link, person, limit).await
    }

    async fn append_disclosure_fact(&mut self, one: &Disclosure, seen: i64) -> Stored<bool> {
        one_off::append(&mut self.link, one, seen).await
    }

    async fn insert_openings(&mut self, openings: &[Opening]) -> Stored<()> {
        insert(&mut self.link, openings).await
    }

    async fn opening(&mut self, id: OpeningId) -> Stored<Option<Reviewed>> {
        self.link.one(ONE, args![id]).await?.as_ref().map(with_review).transpose()
    }

    async fn openings_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Opening>> {
        self.link.all(OF_PERSON, args![person, limit]).await?.iter().map(alone).collect()
    }

    async fn end_openings(&mut self, person: PersonId, subject: Uuid, at: Timestamp) -> Stored<Vec<Opening>> {
        let rows = self.link.all(END_OF_SUBJECT, args![person, subject, at]).await?;
        let mut ended = rows.iter().map(alone).collect::<Stored<Vec<_>>>()?;
        ended.sort_unstable_by_key(|one| one.id);
        Ok(ended)
    }

    async fn end_openings_of(
        &mut self,
        person: PersonId,
        subject: Uuid,
        viewer: &Viewer,
        at: Timestamp,
    ) -> Stored<Vec<Opening>> {
        let args = args![person, subject, at, viewer.account, viewer.agency];
        let rows = self.link.all(END_OF_ONE, args).await?;
        let mut ended = rows.iter().map(alone).collect::<Stored<Vec<_>>>()?;
        ended.sort_unstable_by_key(|one| one.id);
        Ok(ended)
    }

    async fn end_opening(
        &mut self,
        person: PersonId,
        id: OpeningId,
        at: Timestamp,
    ) -> Stored<Option<Opening>> {
        self.link.one(END_ONE, args![person, id, at]).await?.as_ref().map(alone).transpose()
    }

    async fn emergencies(
        &mut self,
        waiting: bool,
        before: Option<Place>,
        limit: u32,
    ) -> Stored<Vec<Reviewed>> {
        let (at, id) = before_args(before);
        let sql = if waiting { WAITING } else { EMERGENCIES };
        self.link.all(sql, args![at, id, limit]).await?.iter().map(with_review).collect()
    }

    async fn review_opening(
        &mut self,
        person: PersonId,
        id: OpeningId,
        review: &OpeningReview,
    ) -> Stored<bool> {
        let stamp = &review.stamp;
        let args = args![person, id, review.outcome, review.words, stamp.at, stamp.by, stamp.agency];
        Ok(!REVIEW.run(&mut self.link, args).await?.is_empty())
    }
}

#[async_trait]
impl Restrictions for StoreTx {
    async fn limit(&mut self, person: PersonId) -> Stored<Option<Limit>> {
        restriction::limit(&mut self.link, person).await
    }

    async fn set_limit(&mut self, limit: &Limit) -> Stored<()> {
        restriction::set(&mut self.link, limit).await
    }

    async fn lift_limit(&mut self, person: PersonId) -> Stored<bool> {
        restriction::lift(&mut self.link, person).await
    }

    async fn exclusions_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Exclusion>> {
        restriction::exclusions(&mut self.link, person, limit).await
    }

    async fn exclude(&mut self, exclusion: &Exclusion) -> Stored<bool> {
        restriction::exclude(&mut self.link, exclusion).await
    }

    async fn readmit(&mut self, person: PersonId, account: AccountId, last: Date) -> Stored<Vec<Exclusion>> {
        restriction::readmit(&mut self.link, person, account, last).await
    }

    async fn kept_apart(&mut self, person: PersonId) -> Stored<Vec<KeptApart>> {
        restriction::kept_apart(&mut self.link, person).await
    }

    async fn keep_apart(&mut self, one: &KeptApart) -> Stored<bool> {
        restriction::keep_apart(&mut self.link, one).await
    }

    async fn end_apart(&mut self, person: PersonId, from: PersonId) -> Stored<bool> {
        restriction::end_apart(&mut self.link, person, from).await
    }

    async fn referred_to(&mut self, reference: &str) -> Stored<Option<PersonId>> {
        restriction::referred_to(&mut self.link, reference).await
    }
}
