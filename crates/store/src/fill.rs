//! Batches of invented or imported history: the same rows and the same events as single changes, many at a time.

mod load;

use crate::{
    account, agency, appointment, audit,
    bulk::inserts,
    desk, duty,
    error::failed,
    event::{self, Stand},
    involvement,
    link::Link,
    need, note, order, order_record, person, protocol, referral, risk, service,
    sql::{Arg, Sql, args, statements},
};
use app::{events::NewEvent, fill::Batch, ports::Stored};
use domain::{
    ids::{AgencyId, OrderId, PersonId},
    order_course::OrderCourse,
    person::Identity,
    referral::Referral,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use load::{Load, Loader};
use std::collections::{BTreeSet, HashMap};
use tokio::sync::mpsc;
use uuid::Uuid;

/// Where each chain stands.
type Stands = HashMap<Uuid, Stand>;

/// What the thread that lays out may be ahead of the one that writes.
const AHEAD: usize = 8;

// As `event::EVENT`, with the place in the log drawn before.
inserts! {
    NUMBERED_EVENT = "event" (
        sequence, id, chain_id, position, person_id, kind, section, sent_to, subject, at, by_account, agency_id, purpose,
        payload_hash, hash
    ) "";
}

statements! {
    /// SQLite's one writer may count on from the last place.
    NEXT_SEQUENCE = Sql::same("select coalesce(max(sequence), 0) + 1 from event");
    /// PostgreSQL's several draw theirs.
    DRAW_SEQUENCES = Sql {
        sqlite: "select 1 where $1 is not null",
        postgres: "select string_agg(nextval(pg_get_serial_sequence('event', 'sequence'))::text, ',') \
                   from generate_series(1, $1)",
    };
}

/// What is written next.
enum Piece {
    Rows(Load),
    /// The words of somebody from an earlier batch, for one more agency.
    Words(AgencyId, PersonId),
}

/// Writes a batch: what others point to goes first. One thread lays out the rows while this one writes them.
pub(crate) async fn fill(link: &mut Link, batch: Batch) -> Stored<()> {
    let stands = event::stands(link, &batch.events).await?;
    let sequences = sequences(link, batch.events.len()).await?;
    let (out, mut pieces) = mpsc::channel(AHEAD);
    let loader = Loader::new(link.is_postgres(), out);
    let laying = tokio::task::spawn_blocking(move || lay(loader, &batch, stands, &sequences));
    while let Some(piece) = pieces.recv().await {
        match piece {
            Piece::Rows(load) => load.run(link).await?,
            Piece::Words(agency, person) => {
                link.run(crate::search::SPREAD, args![agency, person]).await?;
            }
        }
    }
    laying.await.map_err(|_| failed("the rows of a batch could not be laid out"))?
}

/// The places in the log of so many events.
async fn sequences(link: &mut Link, events: usize) -> Stored<Vec<i64>> {
    let count = i64::try_from(events).unwrap_or(i64::MAX);
    if events == 0 {
        return Ok(Vec::new());
    }
    let sql = if link.is_postgres() { DRAW_SEQUENCES } else { NEXT_SEQUENCE };
    let args = if link.is_postgres() { args![count] } else { args![] };
    let Some(row) = link.one(sql, args).await? else { return Err(failed("no place in the log")) };
    if !link.is_postgres() {
        let next: i64 = row.fields().next()?;
        return Ok((next..next.saturating_add(count)).collect());
    }
    let drawn: String = row.fields().next()?;
    drawn
        .split(',')
        .map(|one| one.parse().map_err(|_| failed("a place in the log that is no number")))
        .collect()
}

/// Lays out all rows of a batch, in the order in which they may be written.
fn lay(mut to: Loader, batch: &Batch, mut stands: Stands, sequences: &[i64]) -> Stored<()> {
    let at = batch.events.first().map_or(Timestamp::UNIX_EPOCH, |event| event.stamp.at);
    to.rows(agency::AGENCY, batch.agencies.iter().map(|one| agency::agency_args(one, at)))?;
    to.rows(agency::SITE, batch.sites.iter().map(agency::site_args))?;
    to.rows(account::ACCOUNT, batch.accounts.iter().map(|one| account::account_args(one, at)))?;
    to.rows(service::SERVICE, batch.services.iter().map(service::service_args))?;
    to.rows(protocol::PROTOCOL, batch.services.iter().map(protocol::first_args))?;
    to.rows(protocol::PROTOCOL_LIMIT, batch.services.iter().map(protocol::first_limits))?;
    to.rows(order::REQUIREMENT_KIND, batch.requirement_kinds.iter().map(order::requirement_kind_args))?;
    let holidays = batch.bank_holidays.iter().map(|(nation, day, name)| args![nation, day, name]);
    to.rows(agency::BANK_HOLIDAY, holidays)?;
    people(&mut to, batch)?;
    to.rows(
        involvement::INVOLVEMENT,
        batch.involvements.iter().map(|one| involvement::involvement_args(one, None)),
    )?;
    to.rows(involvement::LIMITED_ACCESS, batch.limited.iter().map(|one| args![one.person, one.from]))?;
    let named =
        batch.limited.iter().flat_map(|one| one.named.iter().map(|account| args![one.person, *account]));
    to.rows(involvement::LIMITED_ACCESS_NAME, named)?;
    let courses: HashMap<OrderId, &OrderCourse> =
        batch.order_courses.iter().map(|(_, course)| (course.making.order, course)).collect();
    let orders = batch.orders.iter().map(|one| order::order_args(one, courses.get(&one.id).copied()));
    to.rows(order::ORDER, orders)?;
    let providers = batch.providers();
    to.rows(order::REQUIREMENT, batch.orders.iter().map(|one| order::requirement_args(one, &providers)))?;
    to.rows(order_record::ORDER_FACT, batch.order_courses.iter().map(order_fact_columns))?;
    to.rows(need::NEED, batch.needs.iter().map(need::need_args))?;
    let audits: Vec<Vec<Arg>> = batch.audits.iter().map(audit::audit_args).collect::<Stored<_>>()?;
    to.rows(audit::AUDIT, audits.into_iter())?;
    to.rows(risk::RISK_FLAG, batch.risk_flags.iter().map(risk::risk_args))?;
    to.rows(note::NOTE, batch.notes.iter().map(note::note_args))?;
    to.rows(referral::REFERRAL, batch.referrals.iter().map(referral_columns))?;
    to.rows(referral::FACT, batch.referrals.iter().map(fact_columns))?;
    let booked = batch.appointments.iter().map(|one| appointment::booking_args(&one.booking, one.state()));
    to.rows(appointment::APPOINTMENT, booked)?;
    to.rows(appointment::APPOINTMENT_FACT, batch.appointments.iter().map(appointment::fact_args))?;
    to.rows(duty::DUTY, batch.duties.iter().map(|(one, stamp)| duty::duty_args(one, stamp)))?;
    to.rows(desk::NOTICE, batch.notices.iter().map(desk::notice_args))?;
    spread(&mut to, batch)?;
    events(&mut to, &batch.events, &mut stands, sequences)
}

fn people(to: &mut Loader, batch: &Batch) -> Stored<()> {
    let identities: Vec<Vec<Arg>> =
        batch.people.iter().map(|(one, at)| person::person_args(one, *at)).collect::<Stored<_>>()?;
    to.rows(person::PERSON, identities.into_iter())?;
    to.rows(person::IDENTIFIER, batch.people.iter().map(|(one, _)| person::identifier_args(one)))?;
    to.rows(person::CONTACT, batch.contacts.iter().map(|(one, at)| person::contact_args(one, *at)))?;
    let communication = batch.communication.iter().map(|(one, at)| person::communication_args(one, *at));
    to.rows(person::COMMUNICATION, communication)
}

/// Events with their links, and after each statement's events what they say.
fn events(to: &mut Loader, events: &[NewEvent], stands: &mut Stands, sequences: &[i64]) -> Stored<()> {
    for (events, sequences) in events.chunks(to.most()).zip(sequences.chunks(to.most())) {
        let bodies: Vec<String> = events.iter().map(|event| event.body.to_string()).collect();
        let rows = events.iter().zip(&bodies).zip(sequences).map(|((event, body), sequence)| {
            let mut row = args![*sequence];
            row.append(&mut event::linked(stands, event, body).1);
            row
        });
        to.rows(NUMBERED_EVENT, rows)?;
        let said = events.iter().zip(bodies).zip(sequences).map(|((event, body), sequence)| {
            vec![Arg::Int(Some(*sequence)), Arg::Bytes(Some(event.salt.to_vec())), Arg::Text(Some(body))]
        });
        to.rows(event::PAYLOAD, said)?;
    }
    Ok(())
}

fn referral_columns(one: &Referral) -> Vec<Arg> {
    referral::referral_args(&one.as_made(), one.version(), one.state())
}

fn order_fact_columns((person, course): &(PersonId, OrderCourse)) -> Vec<Arg> {
    (1_i64..)
        .zip(course.facts())
        .flat_map(|(position, fact)| {
            order_record::order_fact_args(*person, course.making.order, position, fact)
        })
        .collect()
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
fn spread(to: &mut Loader, batch: &Batch) -> Stored<()> {
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
            to.send(Piece::Words(agency, person));
            continue;
        };
        for word in app::search::words_of(identity) {
            rows.push((agency, word, person));
        }
    }
    rows.sort_unstable();
    let rows = rows.iter().map(|(agency, word, person)| args![*agency, word, *person]);
    to.rows(crate::search::SEARCH_WORD, rows)
}
