//! What an agency had open on its last day, or had been sent since: passed on person by person, until nothing is left.

use super::MOST;
use crate::{
    App, Cx, agreements,
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    departure::{Departure, DepartureRecord, DepartureState, Left, heir_of, keeper_of},
    duty::{Closing, DutyKind, Owner},
    ids::{AccountId, AgencyId, DutyId, PersonId, ServiceId},
    involvement::{Involvement, InvolvementRole},
    pathway::Pathway,
    secondment::{SecondmentFact, SecondmentState},
    section::Purpose,
    service::Service,
    text::Line,
};
use gate::Viewer;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// People whose work passes on in one transaction: few enough that nobody waits for it.
const PEOPLE: u32 = 100;
/// Transactions of one departure in one sweep. What is left waits for the next.
const ROUNDS: u32 = 500;
/// Departures that follow one another, each to the next.
const CHAIN: usize = 20;

/// Passes on what agencies and services whose last day is over still have open; answers how many departures were completed.
///
/// # Errors
/// When the database cannot be written; what was passed on before stays so, and the next sweep goes on from there.
pub async fn pass_on_due(app: &App) -> Result<u64, Refusal> {
    let mut tx = app.store.read().await?;
    let over = tx.departures_to_pass_on(app.today(), MOST).await?;
    tx.end().await?;
    let mut completed = 0;
    for one in over {
        completed += u64::from(pass_on(app, &one).await?);
    }
    Ok(completed)
}

/// As the installation itself, for the agency that has left, whose part of the records it is.
async fn pass_on(app: &App, one: &DepartureRecord) -> Result<bool, Refusal> {
    let viewer = Viewer { agency: one.departure.agency, ..agreements::itself(app) };
    let departure = &one.departure;
    if departure.service.is_none() {
        let mut cx = app.write(&viewer, Purpose::Administration, "end secondments of an agency").await?;
        cx.end_secondments(departure.agency).await?;
        cx.answer(()).await?;
    }
    let mut after = PersonId(Uuid::nil());
    for _ in 0..ROUNDS {
        let mut cx = app.write(&viewer, Purpose::Administration, "pass on what an agency had open").await?;
        let all = cx.tx.departures(None, MOST).await?;
        let today = cx.today();
        let left = cx.tx.left(today, MOST).await?;
        let people = cx.tx.people_to_pass_on(departure.agency, departure.service, after, PEOPLE).await?;
        for person in &people {
            cx.pass_person_on(departure, (&all, &left), *person).await?;
        }
        let Some(last) = people.last().copied() else {
            return complete(cx, one).await;
        };
        cx.answer(()).await?;
        after = last;
    }
    Ok(false)
}

/// Notes that nothing is left, where that was not noted before.
async fn complete(mut cx: Cx<'_>, one: &DepartureRecord) -> Result<bool, Refusal> {
    let (departure, stamp) = (&one.departure, cx.stamp());
    let ends = one.state == DepartureState::Recorded
        && cx.tx.end_departure(departure, DepartureState::PassedOn, &stamp, None).await?;
    if ends {
        let said = json!({ "agency": departure.agency.0, "service": departure.service.map(|id| id.0) });
        let event = cx.partnership_event(EventKind::DeparturePassedOn, departure.id.0, said);
        cx.append(event);
    }
    cx.answer(ends).await
}

impl Cx<'_> {
    /// Passes on all that one agency has open about one person, and takes it off their team.
    async fn pass_person_on(
        &mut self,
        departure: &Departure,
        (all, left): (&[DepartureRecord], &[Left]),
        person: PersonId,
    ) -> Result<(), Refusal> {
        let (agency, service) = (departure.agency, departure.service);
        // What the successor of a referral books is its own; nobody waits at a door that is closed.
        let today = self.today();
        let ahead = self.tx.appointments_to_pass_on(person, agency, today).await?;
        let referrals = self.tx.referrals_to_pass_on(person, agency, service).await?;
        let ended: Vec<_> = referrals.iter().map(|(_, one)| one.request.id).collect();
        for one in ahead {
            if service.is_none() || one.booking.referral.is_some_and(|id| ended.contains(&id)) {
                self.call_off_for_leaver(one).await?;
            }
        }
        for (label, referral) in referrals {
            let asked = self.service(referral.request.service).await?;
            let asked = asked.ok_or(crate::cx::missing("service of a referral"))?;
            let to = self.who_takes_over(departure, all, asked.pathway).await?;
            self.pass_referral_on(label, referral, to.as_ref()).await?;
        }
        if service.is_none() {
            let heir = heir_of(agency, left).unwrap_or(departure.heir);
            let keeper = keeper_of(agency, left).unwrap_or(departure.keeper);
            self.answer_for_leaver(departure, person).await?;
            for record in self.tx.orders_to_pass_on(person, agency).await? {
                self.transfer_from_leaver(&record, heir).await?;
            }
            self.lead_for_leaver(departure, person, heir).await?;
            let handed = self.hand_all_on(person, agency, (heir, keeper)).await?;
            let team = self.leave_team_of(departure, None, person).await?;
            if handed {
                self.heir_joins_team(person, heir, &team).await?;
            }
        } else {
            self.leave_team_of(departure, service, person).await?;
            if !self.tx.works_on(person, agency).await? {
                self.leave_team_of(departure, None, person).await?;
            }
        }
        Ok(())
    }

    /// The service that takes over a pathway; where that one has ended as well, the one that takes over from it, and so on.
    async fn who_takes_over(
        &mut self,
        departure: &Departure,
        all: &[DepartureRecord],
        pathway: Pathway,
    ) -> Result<Option<Service>, Refusal> {
        let (today, mut from) = (self.today(), departure);
        for _ in 0..CHAIN {
            let Some(id) = from.service_for(pathway) else { return Ok(None) };
            let Some(service) = self.service(id).await? else { return Ok(None) };
            let ended = all
                .iter()
                .find(|one| one.holds_on(today) && one.departure.covers(service.agency, service.id));
            match ended {
                None => return Ok(Some(service)),
                Some(next) => from = &next.departure,
            }
        }
        Ok(None)
    }

    /// Hands all open duties of an agency about a person to the team of whoever takes over, and what is owed for its records to
    /// whoever keeps them; answers whether there was anything to take over.
    async fn hand_all_on(
        &mut self,
        person: PersonId,
        agency: AgencyId,
        (heir, keeper): (AgencyId, AgencyId),
    ) -> Result<bool, Refusal> {
        let mut owed: BTreeMap<(bool, Option<AccountId>), Vec<DutyId>> = BTreeMap::new();
        for one in self.tx.duties_by_order(person, agency).await? {
            if one.kind.is_own_work() {
                // Nobody can do it in the agency's place: its strands, pieces and places on panels end with its work.
                self.close_duties_of(person, one.subject, one.kind, agency, Closing::Overtaken).await?;
                continue;
            }
            let of_records = matches!(one.kind, DutyKind::HoldReview | DutyKind::TellCommissioner);
            owed.entry((of_records, one.account)).or_default().push(one.duty);
        }
        let any = owed.keys().any(|(of_records, _)| !of_records);
        for ((of_records, account), duties) in owed {
            let to = Owner { agency: if of_records { keeper } else { heir }, account: None };
            self.hand_over_duties(person, duties, Owner { agency, account }, to).await?;
        }
        Ok(any)
    }

    /// The agency is off the person's team from its last day on, or those of it who were there for one service.
    async fn leave_team_of(
        &mut self,
        departure: &Departure,
        service: Option<ServiceId>,
        person: PersonId,
    ) -> Result<Vec<Involvement>, Refusal> {
        let left = self.tx.agency_leaves_team(person, departure.agency, service, departure.last_day).await?;
        for ended in &left {
            let section = ended.role.section();
            let mut event =
                self.event(person, EventKind::InvolvementEnded, section, body::involvement(ended));
            event.subject = Some(ended.id.0);
            self.append(event);
        }
        Ok(left)
    }

    /// Whoever takes over work about a person is on their team, in the part that ended, unless they were before.
    async fn heir_joins_team(
        &mut self,
        person: PersonId,
        heir: AgencyId,
        left: &[Involvement],
    ) -> Result<(), Refusal> {
        let today = self.today();
        let involved = self.tx.involved(person, today).await?;
        if involved.iter().any(|one| one.agency == heir) {
            return Ok(());
        }
        let first = left.iter().find(|one| one.leads).or(left.first());
        let joined = Involvement {
            id: self.id(),
            person,
            agency: heir,
            account: None,
            role: first.map_or(InvolvementRole::Support, |one| one.role),
            leads: first.is_some_and(|one| one.leads),
            from: today,
            to: None,
        };
        self.tx.add_involvement(&joined).await?;
        let section = joined.role.section();
        let mut event = self.event(person, EventKind::InvolvementBegan, section, body::involvement(&joined));
        event.subject = Some(joined.id.0);
        event.sent_to = Some(heir);
        self.append(event);
        Ok(())
    }

    /// Secondments to and from the agency end with it; what secondees had to do elsewhere passes on as ever.
    async fn end_secondments(&mut self, agency: AgencyId) -> Result<(), Refusal> {
        let today = self.today();
        let reason =
            Line::new("The agency has left the partnership").map_err(|_| crate::cx::missing("a reason"))?;
        for one in self.tx.secondments_of_agency(agency, MOST).await? {
            if one.is_over_on(today) {
                continue;
            }
            let (fact, kind) = match one.state() {
                SecondmentState::Proposed => {
                    (SecondmentFact::Withdrawn(reason.clone()), EventKind::SecondmentWithdrawn)
                }
                _ => (SecondmentFact::Ended(reason.clone()), EventKind::SecondmentEnded),
            };
            let (id, seen) = (one.proposal.id, one.version());
            let now = one.append(self.stamp(), fact)?;
            if !self.tx.append_secondment_fact(&now, seen).await? {
                return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
            }
            let event = self.partnership_event(kind, id.0, json!({ "reason": reason.as_str() }));
            self.append(event);
        }
        Ok(())
    }
}
