//! Batches of invented or imported history: the same rows and the same events as single changes, many at a time.

use crate::{
    account, agency, appointment,
    bulk::Insert,
    duty, event, involvement,
    link::Link,
    need, note, order, person, protocol, referral, risk, service,
    sql::{Arg, args},
};
use app::{
    fill::Batch,
    ports::{StoreError, Stored},
};
use domain::{
    ids::{AgencyId, PersonId},
    person::Identity,
    referral::Referral,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::collections::{BTreeSet, HashMap};

/// Columns of many rows, one after another.
fn columns<T>(rows: &[T], of: impl Fn(&T) -> Vec<Arg>) -> Vec<Arg> {
    rows.iter().flat_map(of).collect()
}

/// Writes a batch: what others point to goes first.
pub(crate) async fn fill(link: &mut Link, batch: Batch) -> Stored<()> {
    let at = batch.events.first().map_or(Timestamp::UNIX_EPOCH, |event| event.stamp.at);
    let holidays = columns(&batch.bank_holidays, |(nation, day, name)| args![nation, day, name]);
    let mut identities = Vec::with_capacity(batch.people.len() * person::PERSON.width);
    for (identity, at) in &batch.people {
        identities.append(&mut person::person_args(identity, *at)?);
    }
    let steps: [(Insert, Vec<Arg>); 25] = [
        (agency::AGENCY, columns(&batch.agencies, |one| agency::agency_args(one, at))),
        (agency::SITE, columns(&batch.sites, agency::site_args)),
        (account::ACCOUNT, columns(&batch.accounts, |one| account::account_args(one, at))),
        (service::SERVICE, columns(&batch.services, service::service_args)),
        (protocol::PROTOCOL, columns(&batch.services, protocol::first_args)),
        (protocol::PROTOCOL_LIMIT, columns(&batch.services, protocol::first_limits)),
        (order::REQUIREMENT_KIND, columns(&batch.requirement_kinds, order::requirement_kind_args)),
        (agency::BANK_HOLIDAY, holidays),
        (person::PERSON, identities),
        (person::IDENTIFIER, columns(&batch.people, |(identity, _)| person::identifier_args(identity))),
        (person::CONTACT, columns(&batch.contacts, |(one, at)| person::contact_args(one, *at))),
        (
            person::COMMUNICATION,
            columns(&batch.communication, |(one, at)| person::communication_args(one, *at)),
        ),
        (involvement::INVOLVEMENT, columns(&batch.involvements, involvement::involvement_args)),
        (involvement::LIMITED_ACCESS, columns(&batch.limited, |one| args![one.person, one.from])),
        (
            involvement::LIMITED_ACCESS_NAME,
            columns(&batch.limited, |one| {
                one.named.iter().flat_map(|account| args![one.person, *account]).collect()
            }),
        ),
        (order::ORDER, columns(&batch.orders, order::order_args)),
        (order::REQUIREMENT, columns(&batch.orders, order::requirement_args)),
        (need::NEED, columns(&batch.needs, need::need_args)),
        (risk::RISK_FLAG, columns(&batch.risk_flags, risk::risk_args)),
        (note::NOTE, columns(&batch.notes, note::note_args)),
        (referral::REFERRAL, columns(&batch.referrals, referral_columns)),
        (referral::FACT, columns(&batch.referrals, fact_columns)),
        (
            appointment::APPOINTMENT,
            columns(&batch.appointments, |one| appointment::booking_args(&one.booking, one.state())),
        ),
        (appointment::APPOINTMENT_FACT, columns(&batch.appointments, appointment::fact_args)),
        (duty::DUTY, columns(&batch.duties, |(one, stamp)| duty::duty_args(one, stamp))),
    ];
    for (insert, args) in steps {
        let rows = args.len() / insert.width;
        let written = insert.run(link, args).await?.len();
        // Those that answer with their rows leave out what has a short reference that is taken.
        if insert.tail.contains("returning") && written != rows {
            return Err(StoreError::Corrupt(format!("{} of {rows} rows: {}", rows - written, insert.head)));
        }
    }
    spread(link, &batch).await?;
    event::append(link, &batch.events).await
}

fn referral_columns(one: &Referral) -> Vec<Arg> {
    referral::referral_args(&one.as_made(), one.version(), one.state())
}

fn fact_columns(one: &Referral) -> Vec<Arg> {
    (1_i64..)
        .zip(one.facts())
        .flat_map(|(position, (stamp, fact))| {
            referral::fact_args(one.request.person, one.request.id, position, stamp, fact)
        })
        .collect()
}

/// Search words for each agency within whose reach a person is, or may come again.
///
/// What is over before the latest event of the batch was written, and a referral that has ended, bring nobody into reach
/// any more; leaving their words out keeps an agency's search from walking through its past.
async fn spread(link: &mut Link, batch: &Batch) -> Stored<()> {
    let known: HashMap<PersonId, &Identity> =
        batch.people.iter().map(|(identity, _)| (identity.person, identity)).collect();
    // The day in London is this one or, in the last hour of a summer's day, the next.
    let known_at = batch.events.iter().map(|event| event.stamp.at).max();
    let passed = known_at.map(|at| at.to_zoned(TimeZone::UTC).date());
    let over = |to: Option<Date>| matches!((to, passed), (Some(to), Some(passed)) if to < passed);
    let involved = batch.involvements.iter().filter(|one| !over(one.to)).map(|one| (one.agency, one.person));
    let referred = batch.referrals.iter().filter(|one| one.state().in_progress()).flat_map(|one| {
        let request = &one.request;
        [(request.from, request.person), (request.to, request.person)]
    });
    let reach: BTreeSet<(AgencyId, PersonId)> = involved.chain(referred).collect();
    let mut rows = Vec::new();
    for (agency, person) in reach {
        let Some(identity) = known.get(&person) else {
            // Somebody from an earlier batch: their words are in the database already.
            link.run(crate::search::SPREAD, args![agency, person]).await?;
            continue;
        };
        for word in app::search::words_of(identity) {
            rows.push((agency, word, person));
        }
    }
    rows.sort_unstable();
    let args = rows.iter().flat_map(|(agency, word, person)| args![*agency, word, *person]).collect();
    crate::search::SEARCH_WORD.run(link, args).await.map(drop)
}
