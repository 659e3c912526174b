//! Recording a last day, and calling it off while nothing has ended yet.

use super::{AGENCIES, MOST, told};
use crate::{App, Cx, Once, events::EventKind, refusal::Refusal};
use domain::{
    agency::AgencyKind,
    departure::{Departure, DepartureReason, DepartureState, TakesOver, Unfit},
    ids::{AgencyId, DepartureId, ServiceId},
    section::Purpose,
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use serde_json::json;

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordDeparture {
    /// Which agency.
    pub agency: AgencyId,
    /// Only this service of it.
    pub service: Option<ServiceId>,
    /// The last day.
    pub last_day: Date,
    /// Why.
    pub reason: DepartureReason,
    /// The same in words.
    pub words: Option<Line>,
    /// Who takes over referrals, by pathway.
    pub takes_over: Vec<TakesOver>,
    /// Who takes over all other work that is open; for a service, its own agency.
    pub heir: Option<AgencyId>,
    /// Who keeps the records; for a service, its own agency.
    pub keeper: Option<AgencyId>,
}

/// Records the last day of an agency or of a service. Nothing ends by it before that day is over.
///
/// Invariant: the departure, its last day, another edition of the agreements and its event commit together; of each agency and
/// service one departure stands.
///
/// # Errors
/// [`Refusal::Invalid`] for what cannot be, [`Refusal::NotNow`] where one stands already.
pub async fn record(
    app: &App,
    viewer: &Viewer,
    command: RecordDeparture,
    once: Option<&Once>,
) -> Result<DepartureId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "record the last day of an agency").await?;
    cx.permit_role(Action::RecordDeparture)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let (agency, service) = (command.agency, command.service);
    let own = service.map(|_| agency);
    let heir = command.heir.or(own).ok_or_else(|| field("heir", "Select who takes over its work"))?;
    let keeper = command.keeper.or(own).ok_or_else(|| field("keeper", "Select who keeps its records"))?;
    let known = cx.tx.agencies(AGENCIES).await?;
    let is_known = |id: AgencyId| known.iter().any(|one| one.id == id);
    for (name, id) in [("agency", agency), ("heir", heir), ("keeper", keeper)] {
        if !is_known(id) {
            return Err(field(name, "Select an agency from the list"));
        }
    }
    let kind_of = |id: AgencyId| known.iter().find(|one| one.id == id).map(|one| one.kind);
    let probation = Some(AgencyKind::Probation);
    if service.is_none() && kind_of(agency) == probation && kind_of(heir) != probation {
        return Err(field("heir", "Select another probation agency, which takes over its orders"));
    }
    let services = cx.tx.services(None, AGENCIES).await?;
    if service.is_some_and(|id| !services.iter().any(|one| one.id == id && one.agency == agency)) {
        return Err(field("service", "Select a service of this agency"));
    }
    let departure = Departure {
        id: cx.id(),
        agency,
        service,
        last_day: command.last_day,
        reason: command.reason,
        words: command.words,
        takes_over: command.takes_over,
        heir,
        keeper,
        stamp: cx.stamp(),
    };
    departure.check(cx.today(), &services).map_err(unfit)?;
    if !cx.tx.insert_departure(&departure).await? {
        return Err(Refusal::not_now("departure", "recorded already"));
    }
    // Asked after the row that every departure writes: of two at once that name each other, the second sees the first.
    cx.goes_on(&departure).await?;
    let event = cx.partnership_event(EventKind::DepartureRecorded, departure.id.0, told(&departure));
    cx.append(event);
    cx.remember(once, departure.id.0).await?;
    cx.answer(departure.id).await
}

/// Calls a departure off, while its last day is not over.
///
/// # Errors
/// [`Refusal::NotNow`] once the day is over or it was called off before.
pub async fn call_off(app: &App, viewer: &Viewer, id: DepartureId, why: Line) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "call off a departure").await?;
    cx.permit_role(Action::RecordDeparture)?;
    let found = cx.tx.departure(id).await?.ok_or(Refusal::NotFound)?;
    let (stamp, today) = (cx.stamp(), cx.today());
    let not_now = || Refusal::not_now("departure", "over, or called off already");
    if !found.may_be_called_off(today) {
        return Err(not_now());
    }
    if !cx.tx.end_departure(&found.departure, DepartureState::CalledOff, &stamp, Some(&why)).await? {
        return Err(not_now());
    }
    let said = json!({ "agency": found.departure.agency.0, "why": why.as_str() });
    let event = cx.partnership_event(EventKind::DepartureCalledOff, id.0, said);
    cx.append(event);
    cx.answer(()).await
}

impl Cx<'_> {
    /// Whoever takes over stays: nobody who leaves as well is named, or the work would come to rest with nobody.
    async fn goes_on(&mut self, departure: &Departure) -> Result<(), Refusal> {
        let standing = self.tx.departures(None, MOST).await?;
        let standing: Vec<&Departure> = standing
            .iter()
            .filter(|one| one.state != DepartureState::CalledOff && one.departure.id != departure.id)
            .map(|one| &one.departure)
            .collect();
        let leaves = |id: AgencyId| standing.iter().any(|one| one.service.is_none() && one.agency == id);
        for (name, id) in [("heir", departure.heir), ("keeper", departure.keeper)] {
            if leaves(id) {
                return Err(field(name, "Select an agency that stays: this one leaves as well"));
            }
        }
        for taker in &departure.takes_over {
            let Some(id) = taker.service else { continue };
            let service = self.service(id).await?.ok_or_else(|| unfit(Unfit::OwnService))?;
            if standing.iter().any(|one| one.covers(service.agency, id)) {
                return Err(unfit(Unfit::OwnService));
            }
        }
        Ok(())
    }
}

fn field(name: &'static str, sentence: &'static str) -> Refusal {
    Refusal::field(name, "unknown", sentence)
}

fn unfit(why: Unfit) -> Refusal {
    let name = match why {
        Unfit::Past => "last_day",
        Unfit::OwnHeir => "heir",
        Unfit::OwnKeeper => "keeper",
        Unfit::Twice | Unfit::OwnService | Unfit::OtherPathway => "takes_over",
    };
    Refusal::field(name, why.code(), why.words())
}
