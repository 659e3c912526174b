//! Recommendations, and what courts made of them.

use crate::{
    bulk::inserts,
    error::failed,
    link::Link,
    sql::{Arg, Row, Sql, args, statements},
};
use app::ports::Stored;
use domain::{
    ids::{PersonId, RecommendationId},
    recommendation::{Outcome, Recommendation},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, Sealed};

inserts! {
    RECOMMENDATION = "recommendation" (
        person_id, id, screening_id, form, proposal, suggested, words, at, by_account, agency_id
    ) "";
    OUTCOME = "recommendation_outcome" (
        person_id, recommendation_id, position, outcome, made, day, at, by_account, agency_id
    ) "";
}

/// The columns that [`recommendation`] reads: the recommendation with the last word on what the court did.
macro_rules! columns {
    () => {
        "select r.person_id, r.id, r.screening_id, r.form, r.proposal, r.suggested, r.words, r.at, r.by_account, \
         r.agency_id, o.outcome, o.made, o.day from recommendation r \
         left join recommendation_outcome o on o.person_id = r.person_id and o.recommendation_id = r.id \
         and not exists (select 1 from recommendation_outcome l where l.person_id = o.person_id \
         and l.recommendation_id = o.recommendation_id and l.position > o.position)"
    };
}

statements! {
    OF_PERSON = Sql::same(concat!(
        columns!(), " where r.person_id = $1 order by r.at desc, r.id desc limit $2 + 0"
    ));
    ONE = Sql::same(concat!(columns!(), " where r.id = $1"));
    LAST = Sql::same(
        "select coalesce(max(position), 0) from recommendation_outcome where person_id = $1 and recommendation_id = $2"
    );
    /// Counted once for each contact, however many recommendations there were: those for a requirement, and those of
    /// which the court's last word made one.
    COUNT = Sql::same(
        "update first_contact set \
         recommended = case when exists (select 1 from screening s join recommendation r on r.person_id = s.person_id \
         and r.screening_id = s.id where s.contact_id = $1 and r.proposal in ('ATR', 'RAR', 'MHTR', 'SAR')) \
         then 1 else 0 end, \
         made = case when exists (select 1 from screening s join recommendation r on r.person_id = s.person_id \
         and r.screening_id = s.id join recommendation_outcome o on o.person_id = r.person_id \
         and o.recommendation_id = r.id where s.contact_id = $1 and o.made = 1 \
         and r.proposal in ('ATR', 'RAR', 'MHTR', 'SAR') and not exists (select 1 from recommendation_outcome l \
         where l.person_id = o.person_id and l.recommendation_id = o.recommendation_id and l.position > o.position)) \
         then 1 else 0 end where id = $1"
    );
}

/// The columns of a recommendation. Only one that is whole is written.
pub(super) fn recommendation_args(one: &Recommendation) -> Stored<Vec<Arg>> {
    let Some(text) = &one.text else {
        return Err(failed("a summary of a recommendation cannot be written"));
    };
    let stamp = &one.stamp;
    Ok(args![
        one.person,
        one.id,
        one.screening,
        one.form,
        one.proposal,
        one.suggested,
        text,
        stamp.at,
        stamp.by,
        stamp.agency,
    ])
}

pub(super) fn recommendation(row: &Row) -> Stored<Sealed<Recommendation>> {
    let mut f = row.fields();
    let (person, id, screening, form) = (f.next()?, f.next()?, f.next()?, f.next()?);
    let (proposal, suggested, text) = (f.next()?, f.maybe()?, f.maybe()?);
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    let (of_hearing, made, day) = (f.maybe()?, f.maybe()?, f.maybe()?);
    let outcome = match (of_hearing, made, day) {
        (Some(of_hearing), Some(made), Some(day)) => Some(Outcome { of_hearing, made, day }),
        _ => None,
    };
    let label = Label::own(person, Section::Court, stamp.agency);
    let one = Recommendation { id, person, screening, form, proposal, suggested, text, outcome, stamp };
    Ok(Sealed::new(label, one))
}

pub(super) async fn add_outcome(
    link: &mut Link,
    person: PersonId,
    recommendation: RecommendationId,
    outcome: &Outcome,
    stamp: &Stamp,
) -> Stored<()> {
    let last: i64 = match link.one(LAST, args![person, recommendation]).await? {
        Some(row) => row.fields().next()?,
        None => 0,
    };
    let columns = args![
        person,
        recommendation,
        last.saturating_add(1),
        outcome.of_hearing,
        outcome.made,
        outcome.day,
        stamp.at,
        stamp.by,
        stamp.agency,
    ];
    OUTCOME.run(link, columns).await.map(drop)
}
