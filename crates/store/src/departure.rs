//! Departures of agencies and services, how much is open on the last day, and what is passed on after it.
//!
//! What holds: the last day stands on the agency or the service as the standing departure says, in the same transaction, and
//! another edition of the agreements with it.

use crate::{
    appointment,
    bulk::inserts,
    dialect::by_ids,
    involvement,
    order_record::{self, stamp},
    question, referral,
    sql::{Arg, Param, Row, Sql, args, statements},
    standing::filter_args,
    tx::StoreTx,
};
use app::ports::{Departures, StoreError, Stored, Waiting};
use async_trait::async_trait;
use domain::{
    appointment::Appointment,
    case_handover::{CaseHandover, HandoverState},
    departure::{Departure, DepartureRecord, DepartureState, Left, OpenItem, OpenWork, TakesOver},
    ids::{AgencyId, DepartureId, PersonId, ReferralId, ServiceId},
    involvement::Involvement,
    lead,
    meeting::{Meeting, MeetingState},
    order_course::OrderStage,
    order_record::OrderRecord,
    question::{Question, QuestionState},
    referral::Referral,
    stamp::Stamp,
    text::Line,
};
use gate::{Label, LastDay, ListFilter};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Questions and meetings of one person read at most.
const MOST: u32 = 500;

inserts! {
    DEPARTURE = "departure" (
        id, scope_id, leaver_id, service_id, last_day, reason, words, heir_id, keeper_id, at, by_account, agency_id, state
    ) "on conflict do nothing returning id";
    READY = "departure_ready" (departure_id, person_id, subject, at, by_account, agency_id) "on conflict do nothing returning subject";
    TAKER = "departure_taker" (departure_id, pathway, service_id) "";
}

macro_rules! columns {
    () => {
        "select id, leaver_id, service_id, last_day, reason, words, heir_id, keeper_id, at, by_account, \
         agency_id, state, ended_at, ended_by, ended_agency_id, why from departure where "
    };
}

/// People about whom agency `$1` has something open: a column of a table, and when it is open.
macro_rules! open_about {
    ($($table:literal $open:literal),+) => {
        concat!(
            "select c.id from (",
            open_about!(@ $($table $open),+),
            ") as c where c.id > $2 order by c.id limit $3 + 0"
        )
    };
    (@ $table:literal $open:literal) => {
        concat!("select x.person_id as id from ", $table, " x where ", $open)
    };
    (@ $table:literal $open:literal, $($rest:tt)+) => {
        concat!(open_about!(@ $table $open), " union ", open_about!(@ $($rest)+))
    };
}

/// What is open of agency `$1` from `$3` on, item by item: what it is, which, about whom, and its day.
macro_rules! items {
    () => {
        "select 'referral' as what, r.id as subject, r.person_id, r.answer_by as day from referral r \
         where r.to_agency_id = $1 and r.phase in (1, 2) union all \
         select 'order', o.id, o.person_id, cast(null as text) from court_order o where o.owner_agency_id = $1 \
         and o.stage <> 'ended' union all \
         select 'appointment', b.id, b.person_id, b.day from appointment b where b.with_agency_id = $1 \
         and b.outcome is null and b.day >= $3 union all \
         select 'duty', d.id, d.person_id, d.due from duty d where d.owner_agency_id = $1 and d.closed_at is null"
    };
}

/// The same of one service of it, `$9`, of what follows from its referrals.
macro_rules! items_of_service {
    () => {
        "select 'referral' as what, r.id as subject, r.person_id, r.answer_by as day from referral r \
         where r.to_agency_id = $1 and r.service_id = $9 and r.phase in (1, 2) union all \
         select 'appointment', b.id, b.person_id, b.day from referral r join appointment b on b.referral_id = r.id \
         and b.person_id = r.person_id where r.to_agency_id = $1 and r.service_id = $9 and r.phase in (1, 2) \
         and b.outcome is null and b.day >= $3 union all \
         select 'duty', d.id, d.person_id, d.due from referral r join duty d on d.subject = r.id and d.person_id = r.person_id \
         where r.to_agency_id = $1 and r.service_id = $9 and r.phase in (1, 2) and d.owner_agency_id = $1 \
         and d.closed_at is null"
    };
}

macro_rules! listed {
    ($items:expr, $which:expr) => {
        concat!(
            "select x.what, x.subject, x.person_id, x.day, (select y.at from departure_ready y where y.departure_id = $8 \
             and y.subject = x.subject) from (",
            $items,
            ") as x where ",
            $which
        )
    };
}

/// The page of items after a place, as far as the filter shows the people.
macro_rules! page {
    ($place:literal, $limit:literal) => {
        concat!(
            "(x.person_id, x.subject) > ",
            $place,
            " and ",
            $crate::standing::visible!("x.person_id"),
            " order by x.person_id, x.subject limit ",
            $limit
        )
    };
}

/// Whoever counts an agency's work is told of nobody whose record is limited to some, or kept apart from somebody's team.
macro_rules! told_of {
    ($row:literal) => {
        concat!(
            " and (select 1 from limited_access shut where shut.person_id = ",
            $row,
            ".person_id limit 1) is null and (select 1 from kept_apart apart where apart.person_id = ",
            $row,
            ".person_id limit 1) is null"
        )
    };
}

statements! {
    /// `$8` the departure, `$9` and `$10` the place, `$11` the rows.
    ITEMS = Sql::same(listed!(items!(), page!("($9, $10)", "$11 + 0")));
    /// `$9` the service, `$10` and `$11` the place, `$12` the rows.
    ITEMS_OF_SERVICE = Sql::same(listed!(items_of_service!(), page!("($10, $11)", "$12 + 0")));
    LAST_DAYS = Sql::same(
        "select e.edition, departure.leaver_id, departure.service_id, departure.last_day from agreement_edition e \
         left join departure on departure.state <> 'called_off' where e.one = 1 order by departure.id"
    );
    ONE = Sql::same(concat!(columns!(), "id = $1"));
    OF = Sql::same(concat!(columns!(), "leaver_id = $1 order by id desc limit $2 + 0"));
    ALL = Sql::same(concat!(columns!(), "1 = 1 order by id desc limit $1 + 0"));
    TO_PASS_ON = Sql::same(concat!(
        columns!(), "state <> 'called_off' and last_day < $1 order by last_day, id limit $2 + 0"
    ));
    LEFT = Sql::same(
        "select departure.leaver_id, a.name, a.kind, departure.last_day, departure.heir_id, departure.keeper_id from departure \
         join agency a on a.id = departure.leaver_id where departure.service_id is null and departure.state <> 'called_off' \
         and departure.last_day < $1 order by departure.last_day, departure.id limit $2 + 0"
    );
    TAKERS = by_ids!(
        "select departure_id, pathway, service_id from departure_taker where departure_id",
        "order by departure_id, pathway"
    );
    END = Sql::same(
        "update departure set state = $2, ended_at = $3, ended_by = $4, ended_agency_id = $5, why = $6 \
         where id = $1 and state = 'recorded'"
    );
    AGENCY_ENDS = Sql::same("update agency set last_day = $2 where id = $1");
    SERVICE_ENDS = Sql::same("update service set last_day = $2 where id = $1");
    CHANGED = Sql::same("update agreement_edition set edition = edition + 1 where one = 1");
    /// Rows about the team that do not say what they rest on, of an agency all of whose referrals of a person are to this service.
    RESTS_ON = Sql::same(
        "update involvement set service_id = $2 where agency_id = $1 and service_id is null \
         and role in ('treatment', 'support') and person_id in (select r.person_id from referral r where r.service_id = $2) \
         and not exists (select 1 from referral o where o.person_id = involvement.person_id and o.to_agency_id = $1 \
         and o.service_id <> $2)"
    );
    TEAM_UNTIL = Sql::same("update involvement set until_day = $2 where service_id = $1");
    REFERRALS_UNTIL = Sql::same("update referral set until_day = $2 where service_id = $1");
    REFERRAL_UNTIL = Sql::same("update referral set until_day = $2 where id = $1");
    /// `$1` the agency, `$2` today.
    OPEN_WORK = Sql::same(concat!(
        "select 'referral', count(*) from referral r where r.to_agency_id = $1 and r.phase in (1, 2)", told_of!("r"),
        " union all select 'order', count(*) from court_order o where o.owner_agency_id = $1 and o.stage <> 'ended'",
        told_of!("o"),
        " union all select 'requirement', count(*) from requirement q where q.provider_id = $1 \
         and q.state not in ('completed', 'terminated')", told_of!("q"),
        " union all select 'appointment', count(*) from appointment b where b.with_agency_id = $1 and b.outcome is null \
         and b.day >= $2", told_of!("b"),
        " union all select 'duty', count(*) from duty d where d.owner_agency_id = $1 and d.closed_at is null", told_of!("d"),
        " union all select 'meeting', count(*) from meeting m where m.state = 'arranged' and m.agency_id = $1", told_of!("m"),
        " union all select 'lead', count(*) from order_lead l join court_order o on o.person_id = l.person_id \
         and o.id = l.order_id where l.lead_agency_id = $1 and o.stage <> 'ended' and not exists (select 1 from order_lead n \
         where n.person_id = l.person_id and n.order_id = l.order_id and n.activity = l.activity and n.position > l.position)",
        told_of!("l"),
        " union all select 'handover', count(*) from case_handover h where h.state = 'waiting' and h.to_agency_id = $1",
        told_of!("h"),
        " union all select 'question', (select count(*) from question u where u.state = 'waiting' and u.to_agency_id = $1",
        told_of!("u"),
        ") + (select count(*) from question v where v.state = 'waiting' and v.agency_id = $1", told_of!("v"),
        ") union all select 'secondment', count(*) from secondment s where (s.home_agency_id = $1 or s.host_agency_id = $1) \
         and s.state in ('proposed', 'agreed') and s.until_day >= $2 \
         union all select 'record', count(distinct v.person_id) from involvement v where v.agency_id = $1", told_of!("v"),
    ));
    /// `$1` the agency, `$2` today, `$3` the service.
    OPEN_WORK_OF_SERVICE = Sql::same(concat!(
        "select 'referral', count(*) from referral r where r.to_agency_id = $1 and r.service_id = $3 and r.phase in (1, 2)",
        told_of!("r"),
        " union all select 'requirement', count(*) from requirement q join referral r on r.requirement_id = q.id \
         and r.person_id = q.person_id where r.to_agency_id = $1 and r.service_id = $3 and r.phase in (1, 2) \
         and q.state not in ('completed', 'terminated')", told_of!("q"),
        " union all select 'appointment', count(*) from referral r join appointment b on b.person_id = r.person_id \
         and b.referral_id = r.id where r.to_agency_id = $1 and r.service_id = $3 and r.phase in (1, 2) \
         and b.outcome is null and b.day >= $2", told_of!("b"),
        " union all select 'duty', count(*) from duty d join referral r on r.id = d.subject \
         where d.owner_agency_id = $1 and d.closed_at is null and r.service_id = $3 and r.phase in (1, 2)", told_of!("d"),
    ));
    PEOPLE = Sql::same(open_about!(
        "referral" "x.to_agency_id = $1 and x.phase in (1, 2)",
        "duty" "x.owner_agency_id = $1 and x.closed_at is null",
        "involvement" "x.agency_id = $1 and x.to_day is null",
        "court_order" "x.owner_agency_id = $1 and x.stage <> 'ended'",
        "meeting" "x.agency_id = $1 and x.state = 'arranged'",
        "case_handover" "x.to_agency_id = $1 and x.state = 'waiting'",
        "question" "x.to_agency_id = $1 and x.state = 'waiting'",
        "question" "x.agency_id = $1 and x.state = 'waiting'"
    ));
    PEOPLE_OF_SERVICE = Sql::same(
        "select c.id from (select r.person_id as id from referral r where r.to_agency_id = $1 and r.service_id = $4 \
         and r.phase in (1, 2) union select v.person_id from involvement v where v.service_id = $4 and v.to_day is null) as c \
         where c.id > $2 order by c.id limit $3 + 0"
    );
    WORKS_ON = Sql::same(
        "select 1 + 0 from referral r where r.person_id = $1 and r.to_agency_id = $2 and r.phase in (1, 2) \
         union all select 1 + 0 from duty d where d.person_id = $1 and d.owner_agency_id = $2 and d.closed_at is null \
         union all select 1 + 0 from court_order o where o.person_id = $1 and o.owner_agency_id = $2 and o.stage <> 'ended' \
         limit 1"
    );
    LEAVE = Sql::same(
        "update involvement set to_day = case when from_day > $3 then from_day else $3 end where person_id = $1 \
         and agency_id = $2 and (to_day is null or to_day > $3) returning id, account_id, role, leads, from_day, to_day"
    );
    /// The same of those who were on the team for one service, `$4`.
    LEAVE_FOR = Sql::same(
        "update involvement set to_day = case when from_day > $3 then from_day else $3 end where person_id = $1 \
         and agency_id = $2 and service_id = $4 and (to_day is null or to_day > $3) \
         returning id, account_id, role, leads, from_day, to_day"
    );
}

fn departure(row: &Row) -> Stored<DepartureRecord> {
    let mut f = row.fields();
    let departure = Departure {
        id: f.next()?,
        agency: f.next()?,
        service: f.maybe()?,
        last_day: f.next()?,
        reason: f.next()?,
        words: f.maybe()?,
        takes_over: Vec::new(),
        heir: f.next()?,
        keeper: f.next()?,
        stamp: stamp(&mut f)?,
    };
    let state = f.next()?;
    let (at, by, agency) = (f.maybe()?, f.maybe()?, f.maybe()?);
    let ended = match (at, by, agency) {
        (Some(at), Some(by), Some(agency)) => Some(Stamp { at, by, agency }),
        _ => None,
    };
    Ok(DepartureRecord { departure, state, ended, why: f.maybe()? })
}

fn people(rows: &[Row]) -> Stored<Vec<PersonId>> {
    rows.iter().map(|row| row.fields().next()).collect()
}

impl StoreTx {
    async fn with_takers(&mut self, rows: Vec<Row>) -> Stored<Vec<DepartureRecord>> {
        let mut found = rows.iter().map(departure).collect::<Stored<Vec<_>>>()?;
        let ids = Arg::Ids(found.iter().map(|one| one.departure.id.0).collect());
        let mut takers: BTreeMap<DepartureId, Vec<TakesOver>> = BTreeMap::new();
        for row in self.link.all(TAKERS, vec![ids]).await? {
            let mut f = row.fields();
            let id = f.next()?;
            takers.entry(id).or_default().push(TakesOver { pathway: f.next()?, service: f.maybe()? });
        }
        for one in &mut found {
            one.departure.takes_over = takers.remove(&one.departure.id).unwrap_or_default();
        }
        Ok(found)
    }

    /// Says on the agency or the service until when it is there, and that the gate has to be made anew.
    async fn set_last_day(&mut self, one: &Departure, day: Option<Date>) -> Stored<()> {
        match one.service {
            None => drop(self.link.run(AGENCY_ENDS, args![one.agency, day]).await?),
            Some(service) => {
                self.link.run(SERVICE_ENDS, args![service, day]).await?;
                self.link.run(RESTS_ON, args![one.agency, service]).await?;
                self.link.run(TEAM_UNTIL, args![service, day]).await?;
                self.link.run(REFERRALS_UNTIL, args![service, day]).await?;
            }
        }
        match self.link.run(CHANGED, args![]).await? {
            1 => Ok(()),
            _ => Err(StoreError::Corrupt("agreement_edition: its row is missing".to_owned())),
        }
    }
}

#[async_trait]
impl Departures for StoreTx {
    async fn last_days(&mut self) -> Stored<(i64, Vec<LastDay>)> {
        let rows = self.link.all(LAST_DAYS, args![]).await?;
        let (mut edition, mut days) = (None, Vec::new());
        for row in &rows {
            let mut f = row.fields();
            edition = Some(f.next()?);
            if let Some(agency) = f.maybe()? {
                days.push(LastDay { agency, service: f.maybe()?, day: f.next()? });
            }
        }
        let missing = || StoreError::Corrupt("agreement_edition: its row is missing".to_owned());
        Ok((edition.ok_or_else(missing)?, days))
    }

    async fn add_to_team(
        &mut self,
        involvement: &Involvement,
        service: ServiceId,
        until: Option<Date>,
    ) -> Stored<()> {
        involvement::add(&mut self.link, involvement, Some((service, until))).await
    }

    async fn items_to_pass_on(
        &mut self,
        filter: &ListFilter,
        one: &Departure,
        today: Date,
        after: Option<(PersonId, Uuid)>,
        limit: u32,
    ) -> Stored<Vec<OpenItem>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let (person, subject) =
            after.map_or((Uuid::nil(), Uuid::nil()), |(person, subject)| (person.0, subject));
        let mut args = filter_args(filter, today);
        args.push(one.id.arg());
        let rows = if let Some(service) = one.service {
            args.extend([service.arg(), person.arg(), subject.arg(), limit.arg()]);
            self.link.all(ITEMS_OF_SERVICE, args).await?
        } else {
            args.extend([person.arg(), subject.arg(), limit.arg()]);
            self.link.all(ITEMS, args).await?
        };
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (what, subject, person) = (f.next()?, f.next()?, f.next()?);
                Ok(OpenItem { what, subject, person, day: f.maybe()?, ready: f.maybe()? })
            })
            .collect()
    }

    async fn ready_to_pass_on(
        &mut self,
        id: DepartureId,
        person: PersonId,
        subject: Uuid,
        stamp: &Stamp,
    ) -> Stored<bool> {
        let args = args![id, person, subject, stamp.at, stamp.by, stamp.agency];
        Ok(!READY.run(&mut self.link, args).await?.is_empty())
    }

    async fn waiting_to_pass_on(&mut self, person: PersonId, agency: AgencyId) -> Stored<Waiting> {
        let mut handovers: Vec<CaseHandover> =
            self.handovers_of(person).await?.into_iter().map(|(_, one)| one).collect();
        handovers.retain(|one| one.state() == HandoverState::Waiting && one.offer.to == agency);
        let questions = question::plain_of(&mut self.link, person, MOST).await?;
        let mut questions: Vec<Question> = questions.into_iter().map(|(_, one)| one).collect();
        questions.retain(|one| {
            one.state() == QuestionState::Waiting && (one.asked.to == agency || one.asked.from == agency)
        });
        // One that another agency arranged stands: that agency asks somebody else.
        let meetings = self.plain_meetings_of(person, MOST).await?.into_iter();
        let arranged =
            |(label, one): &(Label, Meeting)| label.holder == agency && one.state() == MeetingState::Arranged;
        let meetings = meetings.filter(arranged).map(|(_, one)| one).collect();
        Ok(Waiting { handovers, questions, meetings })
    }

    async fn referral_until(&mut self, referral: ReferralId, day: Date) -> Stored<()> {
        self.link.run(REFERRAL_UNTIL, args![referral, day]).await.map(drop)
    }

    async fn insert_departure(&mut self, one: &Departure) -> Stored<bool> {
        let args = args![
            one.id,
            one.service.map_or(one.agency.0, |service| service.0),
            one.agency,
            one.service,
            one.last_day,
            one.reason,
            one.words,
            one.heir,
            one.keeper,
            one.stamp.at,
            one.stamp.by,
            one.stamp.agency,
            DepartureState::Recorded,
        ];
        if DEPARTURE.run(&mut self.link, args).await?.is_empty() {
            return Ok(false);
        }
        for taker in &one.takes_over {
            TAKER.run(&mut self.link, args![one.id, taker.pathway, taker.service]).await?;
        }
        self.set_last_day(one, Some(one.last_day)).await?;
        Ok(true)
    }

    async fn end_departure(
        &mut self,
        one: &Departure,
        state: DepartureState,
        stamp: &Stamp,
        why: Option<&Line>,
    ) -> Stored<bool> {
        let args = args![one.id, state, stamp.at, stamp.by, stamp.agency, why];
        if self.link.run(END, args).await? == 0 {
            return Ok(false);
        }
        if state == DepartureState::CalledOff {
            self.set_last_day(one, None).await?;
        }
        Ok(true)
    }

    async fn departure(&mut self, id: DepartureId) -> Stored<Option<DepartureRecord>> {
        let rows = self.link.all(ONE, args![id]).await?;
        Ok(self.with_takers(rows).await?.pop())
    }

    async fn departures(&mut self, of: Option<AgencyId>, limit: u32) -> Stored<Vec<DepartureRecord>> {
        let rows = match of {
            Some(agency) => self.link.all(OF, args![agency, limit]).await?,
            None => self.link.all(ALL, args![limit]).await?,
        };
        self.with_takers(rows).await
    }

    async fn left(&mut self, today: Date, limit: u32) -> Stored<Vec<Left>> {
        let rows = self.link.all(LEFT, args![today, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (agency, name, kind) = (f.next()?, f.next()?, f.next()?);
                Ok(Left { agency, name, kind, last_day: f.next()?, heir: f.next()?, keeper: f.next()? })
            })
            .collect()
    }

    async fn departures_to_pass_on(&mut self, today: Date, limit: u32) -> Stored<Vec<DepartureRecord>> {
        let rows = self.link.all(TO_PASS_ON, args![today, limit]).await?;
        self.with_takers(rows).await
    }

    async fn open_work(
        &mut self,
        agency: AgencyId,
        service: Option<ServiceId>,
        today: Date,
    ) -> Stored<Vec<(OpenWork, u64)>> {
        let rows = match service {
            None => self.link.all(OPEN_WORK, args![agency, today]).await?,
            Some(service) => self.link.all(OPEN_WORK_OF_SERVICE, args![agency, today, service]).await?,
        };
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (kind, count): (OpenWork, i64) = (f.next()?, f.next()?);
                Ok((kind, u64::try_from(count).unwrap_or_default()))
            })
            .collect()
    }

    async fn people_to_pass_on(
        &mut self,
        agency: AgencyId,
        service: Option<ServiceId>,
        after: PersonId,
        limit: u32,
    ) -> Stored<Vec<PersonId>> {
        let rows = match service {
            None => self.link.all(PEOPLE, args![agency, after, limit]).await?,
            Some(service) => self.link.all(PEOPLE_OF_SERVICE, args![agency, after, limit, service]).await?,
        };
        people(&rows)
    }

    async fn referrals_to_pass_on(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        service: Option<ServiceId>,
    ) -> Stored<Vec<(Label, Referral)>> {
        let mut found = referral::in_progress_of(&mut self.link, person).await?;
        found.retain(|(_, one)| {
            one.request.to == agency && service.is_none_or(|service| service == one.request.service)
        });
        Ok(found)
    }

    async fn appointments_to_pass_on(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        day: Date,
    ) -> Stored<Vec<Appointment>> {
        appointment::ahead_of(&mut self.link, person, agency, day).await
    }

    async fn orders_to_pass_on(&mut self, person: PersonId, agency: AgencyId) -> Stored<Vec<OrderRecord>> {
        let all = order_record::plain(&mut self.link, person).await?;
        let theirs = all.into_iter().map(|(_, record)| record);
        Ok(theirs
            .filter(|one| one.course.owner().agency == agency && one.course.stage() != OrderStage::Ended)
            .collect())
    }

    async fn orders_led_by(&mut self, person: PersonId, agency: AgencyId) -> Stored<Vec<OrderRecord>> {
        let all = order_record::plain(&mut self.link, person).await?;
        let leads = |one: &OrderRecord| {
            lead::in_force(&one.leads).into_iter().any(|lead| lead.agency == Some(agency))
        };
        let open = all.into_iter().map(|(_, record)| record);
        Ok(open.filter(|one| one.course.stage() != OrderStage::Ended && leads(one)).collect())
    }

    async fn works_on(&mut self, person: PersonId, agency: AgencyId) -> Stored<bool> {
        Ok(self.link.one(WORKS_ON, args![person, agency]).await?.is_some())
    }

    async fn agency_leaves_team(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        service: Option<ServiceId>,
        day: Date,
    ) -> Stored<Vec<Involvement>> {
        let rows = match service {
            None => self.link.all(LEAVE, args![person, agency, day]).await?,
            Some(service) => self.link.all(LEAVE_FOR, args![person, agency, day, service]).await?,
        };
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (id, account, role, leads) = (f.next()?, f.maybe()?, f.next()?, f.next()?);
                let (from, to) = (f.next()?, f.maybe()?);
                Ok(Involvement { id, person, agency, account, role, leads, from, to })
            })
            .collect()
    }
}
