//! Pathways of services in versions, their review meetings, and the anonymous courses that a review looks at.

use crate::{
    bulk::inserts,
    sql::{Arg, Fields, Row, Sql, args, statements},
    standing::limited,
    tx::StoreTx,
};
use app::ports::{Held, Pathways, Review, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    calendar,
    ids::{AgencyId, ProtocolId, ServiceId},
    protocol::{Course, Definition, Limit, Protocol, Stage},
    referral::{DeclineReason, Side},
    service::Service,
    stamp::Stamp,
    text::Prose,
};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;

/// The day from which the first version of a pathway counts: before any referral.
const BEGINNING: Date = jiff::civil::date(2000, 1, 1);

inserts! {
    PROTOCOL = "protocol" (
        service_id, version, id, from_day, asking_stops_clock, waiting_list, offers, agreed_at, why
    ) "on conflict (service_id, version) do nothing returning id";
    PROTOCOL_LIMIT = "protocol_limit" (protocol_id, stage, owner, working_days) "";
    REVIEW = "review_meeting" (service_id, due) "on conflict (service_id, due) do nothing returning due";
}

/// Versions, each as often as it has limits.
macro_rules! columns {
    () => {
        "select protocol.id, protocol.service_id, protocol.version, protocol.from_day, protocol.asking_stops_clock, \
         protocol.waiting_list, protocol.offers, protocol.agreed_at, protocol.why, l.stage, l.owner, l.working_days \
         from protocol join protocol_limit l on l.protocol_id = protocol.id "
    };
}

statements! {
    OF_SERVICE = Sql::same(concat!(columns!(), "where protocol.service_id = $1 order by protocol.version"));
    ALL = Sql::same(concat!(columns!(), "order by protocol.service_id, protocol.version"));
    REVIEWS = Sql::same(
        "select service_id, due, held_on, words, figures, at, by_account, agency_id from review_meeting \
         where service_id = $1 order by due desc limit $2 + 0"
    );
    HOLD = Sql::same(
        "update review_meeting set held_on = $3, words = $4, figures = $5, at = $6, by_account = $7, agency_id = $8 \
         where service_id = $1 and due = $2 and held_on is null"
    );
    /// `$1` the service, `$2` and `$3` the period, `$4` the rows, `$5` today. Records with limited access, and those that are kept
    /// apart from a team, are left out whoever asks.
    COURSES = Sql::same(concat!(
        "select r.from_agency_id, r.state, r.answer_by, \
         (select min(f.at) from referral_fact f where f.person_id = r.person_id and f.referral_id = r.id \
          and f.step in ('accept', 'decline', 'waitlist')), \
         (select min(f.at) from referral_fact f where f.person_id = r.person_id and f.referral_id = r.id \
          and f.step = 'accept'), \
         (select min(f.at) from referral_fact f where f.person_id = r.person_id and f.referral_id = r.id \
          and f.step = 'book'), \
         (select min(f.at) from referral_fact f where f.person_id = r.person_id and f.referral_id = r.id \
          and f.step = 'begin'), \
         (select min(f.reason) from referral_fact f where f.person_id = r.person_id and f.referral_id = r.id \
          and f.step = 'decline') \
         from referral r where r.service_id = $1 and (select min(f.at) from referral_fact f \
         where f.person_id = r.person_id and f.referral_id = r.id and f.position = 1) between $2 and $3 \
         and not ", limited!("r.person_id", "$5"),
        " and (select 1 from kept_apart k where k.person_id = r.person_id limit 1) is null limit $4 + 0"
    ));
}

/// The version that a new service starts with.
fn first(service: &Service) -> Protocol {
    Protocol {
        id: domain::protocol::first_of(service.id),
        service: service.id,
        version: 1,
        from: BEGINNING,
        definition: Definition::starting(service.answer_in_working_days),
        agreed_at: None,
        why: None,
    }
}

/// The rows of the first version.
pub(crate) fn first_args(service: &Service) -> Vec<Arg> {
    protocol_args(&first(service))
}

/// The rows of the first version's limits.
pub(crate) fn first_limits(service: &Service) -> Vec<Arg> {
    limit_args(&first(service))
}

fn protocol_args(one: &Protocol) -> Vec<Arg> {
    args![
        one.service,
        one.version,
        one.id,
        one.from,
        one.definition.asking_stops_clock,
        one.definition.waiting_list,
        one.definition.offers,
        one.agreed_at,
        one.why,
    ]
}

fn limit_args(one: &Protocol) -> Vec<Arg> {
    let id = one.id;
    one.definition
        .limits()
        .flat_map(|(stage, limit)| args![id, stage, limit.owner.code(), limit.working_days])
        .collect()
}

/// A version whose limits are still being read.
struct Head {
    id: ProtocolId,
    service: ServiceId,
    version: u16,
    from: Date,
    rules: [bool; 3],
    agreed_at: Option<Date>,
    why: Option<Prose>,
    limits: BTreeMap<Stage, Limit>,
}

impl Head {
    fn whole(self) -> Stored<Protocol> {
        let [asking, waiting, offers] = self.rules;
        let definition = Definition::new(self.limits, asking, waiting, offers)
            .map_err(|error| StoreError::unknown(&format!("protocol {}", self.id), error))?;
        let Self { id, service, version, from, agreed_at, why, .. } = self;
        Ok(Protocol { id, service, version, from, definition, agreed_at, why })
    }
}

fn head(f: &mut Fields<'_>) -> Stored<Head> {
    Ok(Head {
        id: f.next()?,
        service: f.next()?,
        version: f.next()?,
        from: f.next()?,
        rules: [f.next()?, f.next()?, f.next()?],
        agreed_at: f.maybe()?,
        why: f.maybe()?,
        limits: BTreeMap::new(),
    })
}

fn limit(id: ProtocolId, f: &mut Fields<'_>) -> Stored<(Stage, Limit)> {
    let (stage, owner): (_, String) = (f.next()?, f.next()?);
    let owner =
        Side::from_code(&owner).ok_or_else(|| StoreError::Corrupt(format!("protocol_limit {id}: owner")))?;
    Ok((stage, Limit { owner, working_days: f.next()? }))
}

/// Versions of rows that give each with one of its limits, those of one version side by side.
fn read(rows: &[Row]) -> Stored<Vec<Protocol>> {
    let mut heads: Vec<Head> = Vec::new();
    for row in rows {
        let mut f = row.fields();
        let head = head(&mut f)?;
        if heads.last().is_none_or(|last| last.id != head.id) {
            heads.push(head);
        }
        if let Some(last) = heads.last_mut() {
            let (stage, limit) = limit(last.id, &mut f)?;
            last.limits.insert(stage, limit);
        }
    }
    heads.into_iter().map(Head::whole).collect()
}

fn review(row: &Row) -> Stored<Review> {
    let mut f = row.fields();
    let (service, due): (ServiceId, Date) = (f.next()?, f.next()?);
    let Some(on) = f.maybe()? else { return Ok(Review { service, due, held: None }) };
    let (words, figures): (_, String) = (f.next()?, f.next()?);
    let figures = serde_json::from_str(&figures)
        .map_err(|_| StoreError::Corrupt(format!("review_meeting {service} {due}: figures")))?;
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    Ok(Review { service, due, held: Some(Held { on, words, figures, stamp }) })
}

#[async_trait]
impl Pathways for StoreTx {
    async fn protocols(&mut self, service: ServiceId) -> Stored<Vec<Protocol>> {
        read(&self.link.all(OF_SERVICE, args![service]).await?)
    }

    async fn all_protocols(&mut self) -> Stored<Vec<Protocol>> {
        read(&self.link.all(ALL, args![]).await?)
    }

    async fn insert_protocol(&mut self, protocol: &Protocol) -> Stored<bool> {
        if PROTOCOL.run(&mut self.link, protocol_args(protocol)).await?.is_empty() {
            return Ok(false);
        }
        PROTOCOL_LIMIT.run(&mut self.link, limit_args(protocol)).await?;
        Ok(true)
    }

    async fn insert_reviews(&mut self, service: ServiceId, days: &[Date]) -> Stored<u64> {
        let args = days.iter().flat_map(|day| args![service, *day]).collect();
        let new = REVIEW.run(&mut self.link, args).await?.len();
        Ok(u64::try_from(new).unwrap_or(u64::MAX))
    }

    async fn reviews(&mut self, service: ServiceId, limit: u32) -> Stored<Vec<Review>> {
        self.link.all(REVIEWS, args![service, limit]).await?.iter().map(review).collect()
    }

    async fn hold_review(&mut self, service: ServiceId, due: Date, held: &Held) -> Stored<bool> {
        let stamp = &held.stamp;
        let args = args![
            service,
            due,
            held.on,
            held.words,
            held.figures.to_string(),
            stamp.at,
            stamp.by,
            stamp.agency,
        ];
        Ok(self.link.run(HOLD, args).await? == 1)
    }

    async fn courses(
        &mut self,
        service: ServiceId,
        (from, until): (Timestamp, Timestamp),
        today: Date,
        limit: u32,
    ) -> Stored<Vec<(AgencyId, Course)>> {
        let london = calendar::london();
        let day = |at: Option<Timestamp>| at.map(|at| calendar::day_in_london(at, &london));
        let rows = self.link.all(COURSES, args![service, from, until, limit, today]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let referrer = f.next()?;
                let course = Course {
                    state: f.next()?,
                    answer_by: f.next()?,
                    answered: day(f.maybe()?),
                    accepted: day(f.maybe()?),
                    booked: day(f.maybe()?),
                    begun: day(f.maybe()?),
                    declined: f
                        .maybe::<String>()?
                        .map(|code| DeclineReason::from_code(&code))
                        .transpose()
                        .map_err(|error| StoreError::unknown("referral_fact: reason", error))?,
                };
                Ok((referrer, course))
            })
            .collect()
    }
}
