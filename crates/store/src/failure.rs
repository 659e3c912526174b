//! Failures to comply with an order, with their facts. A failure lies in the compliance section of the order's holder.

use crate::{
    bulk::inserts,
    link::Link,
    order_record::{By, stamp},
    sql::{Arg, Row, Sql, args, statements},
};
use app::ports::{StoreError, Stored};
use domain::{
    failure::{Failed, Failure, FailureFact, FailureMove, FailureState, Finding, Warning},
    ids::{AppointmentId, FailureId, OrderId, PersonId},
    section::Section,
    stamp::Stamp,
    text::Prose,
};
use gate::{Label, Sealed};
use jiff::civil::Date;
use std::collections::BTreeMap;

inserts! {
    FAILURE = "failure" (
        person_id, id, order_id, holder_id, appointment_id, day, what, offered, facts, state, at, by_account, agency_id
    ) "on conflict do nothing returning id";
    FAILURE_FACT = "failure_fact" (
        person_id, failure_id, position, step, day, finding, words, circumstances, unacceptable, liability,
        at, by_account, agency_id
    ) "";
}

macro_rules! columns {
    () => {
        "select person_id, id, order_id, holder_id, appointment_id, day, what, offered, at, by_account, agency_id, state \
         from failure where "
    };
}

statements! {
    WHOSE = Sql::same("select person_id from failure where id = $1");
    OF_PERSON = Sql::same(concat!(columns!(), "person_id = $1 order by day desc, id desc limit $2 + 0"));
    OF_ORDER = Sql::same(concat!(
        columns!(), "person_id = $1 and order_id = $2 order by day desc, id desc limit $3 + 0"
    ));
    OF_APPOINTMENT = Sql::same(concat!(
        columns!(), "person_id = $1 and appointment_id = $2 order by day desc, id desc limit $3 + 0"
    ));
    FACTS = Sql::same(
        "select failure_id, step, day, finding, words, circumstances, unacceptable, liability, at, by_account, agency_id \
         from failure_fact where person_id = $1 order by failure_id, position"
    );
    STEP = Sql::same(
        "update failure set facts = facts + 1, state = $4 where person_id = $1 and id = $2 and facts = $3"
    );
}

/// Failures read for one question at most.
const MOST: u32 = 500;

pub(crate) async fn insert(link: &mut Link, failed: &Failed) -> Stored<bool> {
    let args = args![
        failed.person,
        failed.id,
        failed.order,
        failed.holder,
        failed.appointment,
        failed.day,
        failed.what,
        failed.offered,
        0_i64,
        FailureState::Undecided,
        failed.source.at,
        failed.source.by,
        failed.source.agency,
    ];
    Ok(!FAILURE.run(link, args).await?.is_empty())
}

pub(crate) async fn one(link: &mut Link, id: FailureId) -> Stored<Option<Sealed<Failure>>> {
    let row = link.one(WHOSE, args![id]).await?;
    // One that is absent takes the same statements, so that time does not tell.
    let person = row.map_or(Ok(PersonId(id.0)), |row| row.fields().next())?;
    let rows = link.all(OF_PERSON, args![person, MOST]).await?;
    let found = rows.into_iter().filter(|row| is(row, id)).collect();
    Ok(with_facts(link, person, found).await?.pop())
}

fn is(row: &Row, id: FailureId) -> bool {
    let mut f = row.fields();
    let found = f.next::<PersonId>().and_then(|_| f.next::<FailureId>());
    found.is_ok_and(|found| found == id)
}

pub(crate) async fn of_person(
    link: &mut Link,
    person: PersonId,
    order: Option<OrderId>,
    limit: u32,
) -> Stored<Vec<Sealed<Failure>>> {
    let rows = match order {
        Some(order) => link.all(OF_ORDER, args![person, order, limit]).await?,
        None => link.all(OF_PERSON, args![person, limit]).await?,
    };
    with_facts(link, person, rows).await
}

/// The failures that an appointment led to, plain.
pub(crate) async fn of_appointment(
    link: &mut Link,
    person: PersonId,
    appointment: AppointmentId,
) -> Stored<Vec<Failure>> {
    let rows = link.all(OF_APPOINTMENT, args![person, appointment, MOST]).await?;
    replayed(link, person, rows).await
}

async fn with_facts(link: &mut Link, person: PersonId, rows: Vec<Row>) -> Stored<Vec<Sealed<Failure>>> {
    let label = |failure: &Failure| Label::own(person, Section::Compliance, failure.failed.holder);
    let all = replayed(link, person, rows).await?;
    Ok(all.into_iter().map(|failure| Sealed::new(label(&failure), failure)).collect())
}

async fn replayed(link: &mut Link, person: PersonId, rows: Vec<Row>) -> Stored<Vec<Failure>> {
    let mut facts: By<FailureId, (Stamp, Date, FailureFact)> = BTreeMap::new();
    for row in link.all(FACTS, args![person]).await? {
        let (id, kept) = fact(&row)?;
        facts.entry(id).or_default().push(kept);
    }
    rows.iter()
        .map(|row| {
            let (failed, state) = failed(row)?;
            let id = failed.id;
            let failure = Failure::replay(failed, facts.remove(&id).unwrap_or_default())
                .map_err(|error| StoreError::unknown(&format!("failure {id}"), error))?;
            link.agrees(failure.state() == state, || format!("failure {id}"))?;
            Ok(failure)
        })
        .collect()
}

fn failed(row: &Row) -> Stored<(Failed, FailureState)> {
    let mut f = row.fields();
    let (person, id, order, holder) = (f.next()?, f.next()?, f.next()?, f.next()?);
    let appointment = f.maybe()?;
    let (day, what, offered) = (f.next()?, f.next()?, f.maybe()?);
    let source = stamp(&mut f)?;
    Ok((Failed { id, person, order, holder, appointment, day, source, what, offered }, f.next()?))
}

fn fact(row: &Row) -> Stored<(FailureId, (Stamp, Date, FailureFact))> {
    let mut f = row.fields();
    let (id, step, day): (FailureId, FailureMove, Date) = (f.next()?, f.next()?, f.next()?);
    let finding: Option<Finding> = f.maybe()?;
    let words: Option<Prose> = f.maybe()?;
    let (circumstances, unacceptable, liability) = (f.maybe()?, f.maybe()?, f.maybe()?);
    let stamp = stamp(&mut f)?;
    let lacking = || StoreError::Corrupt(format!("failure_fact of {id}: {} lacks a value", step.code()));
    let fact = match step {
        FailureMove::Await => FailureFact::Awaited,
        FailureMove::Accept => FailureFact::Accepted(words.ok_or_else(lacking)?),
        FailureMove::Reject => FailureFact::Rejected(words.ok_or_else(lacking)?),
        FailureMove::Warn => FailureFact::Warned(Warning {
            circumstances: circumstances.ok_or_else(lacking)?,
            unacceptable: unacceptable.ok_or_else(lacking)?,
            liability: liability.ok_or_else(lacking)?,
        }),
        FailureMove::Refer => FailureFact::Referred(words.ok_or_else(lacking)?),
        FailureMove::Void => FailureFact::Voided(words.ok_or_else(lacking)?),
        FailureMove::Begin => FailureFact::Begun,
        FailureMove::Drop => FailureFact::Dropped(words.ok_or_else(lacking)?),
        FailureMove::Hear => FailureFact::Heard(finding.ok_or_else(lacking)?, words),
        FailureMove::Withdraw => FailureFact::Withdrawn(words.ok_or_else(lacking)?),
        FailureMove::Restore => FailureFact::Restored(words.ok_or_else(lacking)?),
    };
    Ok((id, (stamp, day, fact)))
}

fn fact_args(failure: &Failure, position: i64, (stamp, day, fact): &(Stamp, Date, FailureFact)) -> Vec<Arg> {
    let (mut finding, mut words, mut warning) = (None, None, None);
    match fact {
        FailureFact::Accepted(said)
        | FailureFact::Rejected(said)
        | FailureFact::Referred(said)
        | FailureFact::Voided(said)
        | FailureFact::Withdrawn(said)
        | FailureFact::Restored(said)
        | FailureFact::Dropped(said) => words = Some(said),
        FailureFact::Warned(given) => warning = Some(given),
        FailureFact::Heard(found, said) => (finding, words) = (Some(*found), said.as_ref()),
        FailureFact::Awaited | FailureFact::Begun => {}
    }
    args![
        failure.failed.person,
        failure.failed.id,
        position,
        fact.as_move(),
        *day,
        finding,
        words,
        warning.map(|one| &one.circumstances),
        warning.map(|one| &one.unacceptable),
        warning.map(|one| &one.liability),
        stamp.at,
        stamp.by,
        stamp.agency,
    ]
}

pub(crate) async fn append(link: &mut Link, failure: &Failure, seen: i64) -> Stored<bool> {
    let Some(last) = failure.facts().last() else { return Ok(false) };
    let args = args![failure.failed.person, failure.failed.id, seen, failure.state()];
    if link.run(STEP, args).await? == 0 {
        return Ok(false);
    }
    FAILURE_FACT.run(link, fact_args(failure, seen.saturating_add(1), last)).await?;
    Ok(true)
}
