//! Referrals: what was asked, the facts appended since, and lists by where they stand.
//!
//! The row's `facts`, `state` and `phase` follow from its facts and are written with them; reading replays the facts, and
//! a row that says otherwise is corrupt.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    error::failed,
    event,
    link::Link,
    person::count,
    search,
    sql::{Arg, Param, Read, Row, Sql, args, statements},
    standing::{bits, filter_args, open_to, standing, visible_by_referral_in, visible_by_referral_out},
};
use app::ports::{Ground, GroundQuery, InboxQuery, StoreError, Stored};
use domain::{
    ids::{AccountId, AgencyId, AppointmentId, PersonId, ReferralId},
    pathway::Pathway,
    referral::{
        Amendment, DeclineReason, DeliveryNeed, EndReason, Fact, Move, OwnAnswer, Part, Referral, Request,
        State, Told, WithdrawReason,
    },
    section::Section,
    stamp::Stamp,
    text::Prose,
};
use gate::{Label, ListFilter, Sealed, Viewer};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

inserts! {
    REFERRAL = "referral" (
        person_id, id, reference, from_agency_id, made_by, to_agency_id, service_id, requirement_id, asks, risk_to_staff,
        answer_by, facts, state, phase, delivery_asked, delivery_needs, delivery_kinds, protocol_id
    ) "";
    FACT = "referral_fact" (
        person_id, referral_id, position, step, reason, words, day, subject, old_words, new_words, at, by_account,
        agency_id
    ) "";
}

macro_rules! columns {
    () => {
        "select r.person_id, r.id, r.reference, r.from_agency_id, r.made_by, r.to_agency_id, r.service_id, \
         r.requirement_id, r.asks, r.risk_to_staff, r.answer_by, r.delivery_asked, r.delivery_needs, \
         r.delivery_kinds, r.protocol_id, r.state, \
         (select s.pathway from service s where s.id = r.service_id) from referral r where "
    };
}

statements! {
    /// What a new referral of person `$1` to service `$5` begins from: what relates account `$3` of agency `$2` to them, the
    /// newest version of the pathway, whether a referral has the short reference `$6`, and where the person's chain stands.
    /// Two that draw the same reference at the same moment meet in the key of the column.
    GROUND = Sql::same(concat!(
        "select ", bits!("$1", "$2", "$3", "$4"),
        ", (select v.id from protocol v where v.service_id = $5 order by v.version desc limit 1), \
         (select cast(1 as bigint) from referral r where r.reference = $6), h.position, h.hash \
         from (select 1 as one) as c left join (select e.position, e.hash from event e where e.chain_id = $1 \
         order by e.position desc limit 1) as h on 1 = 1"
    ));
    ONE = Sql::same(concat!(columns!(), "r.id = $1"));
    OF_PERSON = Sql::same(concat!(columns!(), "r.person_id = $1 order by r.id desc limit $2 + 0"));
    /// Referrals of these people that are in progress.
    IN_PROGRESS = by_ids!(concat!(columns!(), "r.person_id"), "and r.phase in (1, 2) order by r.person_id, r.id");
    /// Facts of these people's referrals.
    FACTS = by_ids!(
        "select referral_id, step, reason, words, day, subject, old_words, new_words, at, by_account, agency_id \
         from referral_fact where person_id",
        "order by person_id, referral_id, position"
    );
    /// `$8` the phase, `$9` the states wanted between commas, `$10` and `$11` the cursor, `$12` the rows.
    INBOX = Sql::same(concat!(
        columns!(),
        "r.to_agency_id = $1 and r.phase = $8 and instr($9, ',' || r.state || ',') > 0 and r.answer_by >= $10 \
         and (r.answer_by > $10 or r.id > $11) and ",
        visible_by_referral_in!("r"),
        " order by r.answer_by, r.id limit $12 + 0"
    ));
    /// `$8` the most that are counted.
    INBOX_SIZE = Sql::same(concat!(
        "select count(*) from (select 1 from referral r where r.to_agency_id = $1 and r.phase = 1 and ",
        visible_by_referral_in!("r"),
        " limit $8 + 0) as c"
    ));
    /// `$8` the account, `$9` and `$10` what the rows come after, `$11` the rows.
    AWAITING = Sql::same(concat!(
        columns!(),
        "r.made_by = $8 and r.from_agency_id = $1 and r.phase = 1 and (r.answer_by, r.id) > ($9, $10) and ",
        visible_by_referral_out!("r"),
        " order by r.answer_by, r.id limit $11 + 0"
    ));
    /// Those that are over, the latest limit first: `$1` the agency, `$2` the account, `$3` today, `$4` and `$5` the cursor,
    /// `$6` the rows.
    ANSWERED = Sql::same(concat!(
        columns!(),
        "r.to_agency_id = $1 and r.phase = 3 and r.answer_by <= $4 and (r.answer_by < $4 or r.id < $5) and ",
        open_to!("r.person_id"),
        " order by r.answer_by desc, r.id desc limit $6 + 0"
    ));
    STEP = Sql::same(
        "update referral set facts = facts + 1, state = $3, phase = $4, answer_by = $5 where id = $1 and facts = $2 \
         returning person_id"
    );
}

/// Which part of the lists a state belongs to: 0 not sent, 1 waits for an answer, 2 taken on, 3 over.
const fn phase(state: State) -> i64 {
    match state {
        State::Draft => 0,
        _ if state.waits_for_answer() => 1,
        _ if state.in_progress() => 2,
        _ => 3,
    }
}

pub(crate) fn referral_args(request: &Request, version: i64, state: State) -> Vec<Arg> {
    args![
        request.person,
        request.id,
        request.reference,
        request.from,
        request.made_by,
        request.to,
        request.service,
        request.requirement,
        request.asks,
        request.risk_to_staff,
        request.answer_by,
        version,
        state,
        phase(state),
        request.needs.is_some(),
        request.needs.as_ref().and_then(Told::words),
        listed(&request.need_kinds),
        request.protocol,
    ]
}

/// Codes between commas.
fn listed(kinds: &[DeliveryNeed]) -> String {
    kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(",")
}

pub(crate) fn fact_args(
    person: PersonId,
    id: ReferralId,
    position: i64,
    stamp: &Stamp,
    fact: &Fact,
) -> Vec<Arg> {
    let (booked, old, new) = match fact {
        Fact::Booked { appointment, .. } => (Some(*appointment), None, None),
        Fact::Amended(amendment) => (None, amendment.old.as_ref(), amendment.new.as_ref()),
        _ => (None, None, None),
    };
    args![
        person,
        id,
        position,
        fact.as_move(),
        fact.reason_code(),
        fact.words(),
        fact.day(),
        booked,
        old,
        new,
        stamp.at,
        stamp.by,
        stamp.agency,
    ]
}

/// Where the chain stands is read by a statement after the one that locks it, which sees what was committed before.
pub(crate) async fn ground(
    link: &mut Link,
    viewer: &Viewer,
    asked: &GroundQuery,
    today: Date,
) -> Stored<Ground> {
    let chain = asked.person.0;
    event::lock(link, chain).await?;
    let args = args![asked.person, viewer.agency, viewer.account, today, asked.service, asked.reference];
    let row = link.one(GROUND, args).await?.ok_or_else(|| failed("no ground for a referral"))?;
    let mut f = row.fields();
    let ground = Ground {
        standing: standing(asked.person, f.next()?),
        pathway: f.maybe()?,
        taken: f.maybe::<i64>()?.is_some(),
    };
    if let Some(position) = f.maybe()? {
        link.stands_at(chain, (position, f.next()?));
    }
    Ok(ground)
}

pub(crate) async fn insert(link: &mut Link, request: &Request, stamp: &Stamp, fact: &Fact) -> Stored<()> {
    REFERRAL.later(link, referral_args(request, 1, State::Sent)).await?;
    FACT.later(link, fact_args(request.person, request.id, 1, stamp, fact)).await?;
    let agencies: BTreeSet<AgencyId> = [request.from, request.to].into();
    for agency in agencies {
        search::spread(link, agency, request.person);
    }
    Ok(())
}

pub(crate) async fn append(link: &mut Link, one: &Referral, answer_by: Date) -> Stored<bool> {
    let (id, state) = (one.request.id, one.state());
    let Some((stamp, fact)) = one.facts().last() else { return Ok(false) };
    let seen = one.version().saturating_sub(1);
    let args = args![id, seen, state, phase(state), answer_by];
    let Some(row) = link.one(STEP, args).await? else { return Ok(false) };
    let person = row.fields().next()?;
    FACT.later(link, fact_args(person, id, one.version(), stamp, fact)).await?;
    Ok(true)
}

pub(crate) async fn one(link: &mut Link, id: ReferralId) -> Stored<Option<Sealed<Referral>>> {
    let rows = link.all(ONE, args![id]).await?;
    Ok(with_facts(link, rows).await?.pop())
}

pub(crate) fn of_person_read(person: PersonId, limit: u32) -> Read {
    Read::new(OF_PERSON, args![person, limit])
}

/// The facts of the referrals of these people, each once and in order.
pub(crate) fn facts_read(people: Vec<Uuid>) -> Read {
    Read::new(FACTS, vec![Arg::Ids(people)])
}

pub(crate) async fn of_person(
    link: &mut Link,
    person: PersonId,
    limit: u32,
) -> Stored<Vec<Sealed<Referral>>> {
    let rows = link.read(of_person_read(person, limit)).await?;
    with_facts(link, rows).await
}

pub(crate) async fn in_progress(link: &mut Link, people: &[PersonId]) -> Stored<Vec<Sealed<Referral>>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.all(IN_PROGRESS, vec![crate::standing::ids(people)]).await?;
    with_facts(link, rows).await
}

/// A person's referrals in progress without their seals, for the installation itself.
pub(crate) async fn in_progress_of(link: &mut Link, person: PersonId) -> Stored<Vec<(Label, Referral)>> {
    let rows = link.all(IN_PROGRESS, vec![crate::standing::ids(&[person])]).await?;
    replayed(link, rows).await
}

pub(crate) async fn inbox(
    link: &mut Link,
    filter: &ListFilter,
    query: &InboxQuery,
    today: Date,
) -> Stored<Vec<Sealed<Referral>>> {
    if filter.is_empty() {
        return Ok(Vec::new());
    }
    let states = query.states.iter().fold(",".to_owned(), |list, state| list + state.code() + ",");
    let phases: BTreeSet<i64> = query.states.iter().map(|state| phase(*state)).collect();
    let (day, id) =
        query.after.map_or_else(|| (String::new(), Uuid::nil()), |(day, id)| (day.to_string(), id.0));
    let mut rows = Vec::new();
    for &phase in &phases {
        let mut args = filter_args(filter, today);
        args.extend(args![phase, states, day, id, query.limit]);
        rows.extend(link.all(INBOX, args).await?);
    }
    let mut found = with_keys(link, rows).await?;
    if phases.len() > 1 {
        found.sort_by_key(|(key, _)| *key);
        found.truncate(query.limit as usize);
    }
    Ok(found.into_iter().map(|(_, sealed)| sealed).collect())
}

pub(crate) async fn inbox_size(link: &mut Link, filter: &ListFilter, today: Date, most: u32) -> Stored<u64> {
    if filter.is_empty() {
        return Ok(0);
    }
    let mut args = filter_args(filter, today);
    args.push(most.arg());
    count(link, INBOX_SIZE, args).await
}

pub(crate) fn awaiting_read(
    filter: &ListFilter,
    account: AccountId,
    after: Option<(Date, ReferralId)>,
    limit: u32,
    today: Date,
) -> Read {
    // Days are kept as text, where the earliest is the empty one.
    let (day, id) = after.map_or((String::new(), Uuid::nil()), |(day, id)| (day.to_string(), id.0));
    let mut args = filter_args(filter, today);
    args.extend([account.arg(), day.arg(), id.arg(), limit.arg()]);
    Read::new(AWAITING, args)
}

pub(crate) async fn awaiting(
    link: &mut Link,
    filter: &ListFilter,
    account: AccountId,
    after: Option<(Date, ReferralId)>,
    limit: u32,
    today: Date,
) -> Stored<Vec<Sealed<Referral>>> {
    if filter.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.read(awaiting_read(filter, account, after, limit, today)).await?;
    with_facts(link, rows).await
}

/// A day after every limit.
const LAST: Date = Date::constant(9999, 12, 31);

/// The agency's own answers, each under the agency's own seal: what else the referral said stays where it was.
pub(crate) async fn answered(
    link: &mut Link,
    viewer: &Viewer,
    after: Option<(Date, ReferralId)>,
    limit: u32,
    today: Date,
) -> Stored<Vec<Answered>> {
    let (day, id) = after.map_or((LAST, Uuid::max()), |(day, id)| (day, id.0));
    let rows = link.all(ANSWERED, args![viewer.agency, viewer.account, today, day, id, limit]).await?;
    let replayed = replayed(link, rows).await?;
    Ok(replayed
        .into_iter()
        .filter_map(|(label, referral)| {
            let (answer, key) = (referral.own_answer()?, (referral.request.answer_by, referral.request.id));
            let label = Label::own(label.person, Section::Plan, referral.request.to);
            Some((key, Sealed::new(label, answer)))
        })
        .collect())
}

type Answered = ((Date, ReferralId), Sealed<OwnAnswer>);

async fn with_facts(link: &mut Link, rows: Vec<Row>) -> Stored<Vec<Sealed<Referral>>> {
    Ok(with_keys(link, rows).await?.into_iter().map(|(_, sealed)| sealed).collect())
}

type Keyed = ((Date, ReferralId), Sealed<Referral>);

/// Replays the facts of each row, and keeps the key by which lists are ordered.
async fn with_keys(link: &mut Link, rows: Vec<Row>) -> Stored<Vec<Keyed>> {
    let replayed = replayed(link, rows).await?.into_iter();
    Ok(replayed
        .map(|(label, referral)| {
            ((referral.request.answer_by, referral.request.id), Sealed::new(label, referral))
        })
        .collect())
}

/// Replays the facts of each row.
async fn replayed(link: &mut Link, rows: Vec<Row>) -> Stored<Vec<(Label, Referral)>> {
    let requests = rows.iter().map(request).collect::<Stored<Vec<_>>>()?;
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let people: BTreeSet<Uuid> = requests.iter().map(|(request, ..)| request.person.0).collect();
    let mut facts: BTreeMap<ReferralId, Vec<(Stamp, Fact)>> = BTreeMap::new();
    for row in link.read(facts_read(people.into_iter().collect())).await? {
        let mut f = row.fields();
        let id = f.next()?;
        let fact = fact(Kept {
            step: f.next()?,
            reason: f.maybe()?,
            words: f.maybe()?,
            day: f.maybe()?,
            subject: f.maybe()?,
            old: f.maybe()?,
            new: f.maybe()?,
        })?;
        let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
        facts.entry(id).or_default().push((stamp, fact));
    }
    requests
        .into_iter()
        .map(|(request, state, pathway)| {
            let id = request.id;
            let label = Label {
                person: request.person,
                section: pathway.section(),
                holder: request.from,
                sent_to: Some(request.to),
            };
            let referral = Referral::replay(request, facts.remove(&id).unwrap_or_default())
                .map_err(|error| StoreError::unknown(&format!("referral {id}"), error))?;
            link.agrees(referral.state() == state, || format!("referral {id}"))?;
            Ok((label, referral))
        })
        .collect()
}

fn request(row: &Row) -> Stored<(Request, State, Pathway)> {
    let mut f = row.fields();
    let person = f.next()?;
    let request = Request {
        person,
        id: f.next()?,
        reference: f.next()?,
        from: f.next()?,
        made_by: f.next()?,
        to: f.next()?,
        service: f.next()?,
        requirement: f.maybe()?,
        asks: f.next()?,
        risk_to_staff: f.maybe()?,
        answer_by: f.next()?,
        needs: told(f.next()?, f.maybe()?),
        need_kinds: kinds(&f.next::<String>()?)?,
        protocol: f.maybe()?,
    };
    Ok((request, f.next()?, f.next()?))
}

/// Whether the needs were asked about, and what was answered.
fn told(asked: bool, words: Option<Prose>) -> Option<Told> {
    asked.then(|| Told::of(words))
}

fn kinds(listed: &str) -> Stored<Vec<DeliveryNeed>> {
    let codes = listed.split(',').filter(|code| !code.is_empty());
    codes
        .map(|code| {
            DeliveryNeed::from_code(code)
                .map_err(|error| StoreError::unknown("referral: delivery_kinds", error))
        })
        .collect()
}

/// A row of `referral_fact`.
struct Kept {
    step: Move,
    reason: Option<String>,
    words: Option<Prose>,
    day: Option<Date>,
    subject: Option<AppointmentId>,
    old: Option<Prose>,
    new: Option<Prose>,
}

fn fact(kept: Kept) -> Stored<Fact> {
    let unknown = |error| StoreError::unknown("referral_fact: reason", error);
    let reason = kept.reason.as_deref().unwrap_or_default();
    let (words, day) = (kept.words, kept.day.ok_or_else(|| needed("day")));
    Ok(match kept.step {
        Move::Send => Fact::Sent,
        Move::Receive => Fact::Received,
        Move::Accept => Fact::Accepted,
        Move::Decline => Fact::Declined(DeclineReason::from_code(reason).map_err(unknown)?, words),
        Move::Withdraw => Fact::Withdrawn(WithdrawReason::from_code(reason).map_err(unknown)?, words),
        Move::Begin => Fact::Begun,
        Move::Conclude => {
            let reason = kept.reason.as_deref().map(EndReason::from_code).transpose().map_err(unknown)?;
            Fact::Concluded(reason, words)
        }
        Move::Ask => Fact::Asked(words.ok_or_else(|| needed("words"))?),
        Move::Give => Fact::Answered(words.ok_or_else(|| needed("words"))?),
        Move::Waitlist => Fact::Waitlisted { expected: day?, words },
        Move::Offer => Fact::Offered { on: day?, words },
        Move::Book => Fact::Booked { appointment: kept.subject.ok_or_else(|| needed("subject"))?, on: day? },
        Move::ReadWarning => Fact::WarningRead,
        Move::Amend => Fact::Amended(Box::new(Amendment {
            part: Part::from_code(reason).map_err(unknown)?,
            old: kept.old,
            new: kept.new,
            why: words.ok_or_else(|| needed("words"))?,
        })),
    })
}

fn needed(column: &str) -> StoreError {
    StoreError::Corrupt(format!("referral_fact: a step without its {column}"))
}
