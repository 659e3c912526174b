//! Departures as whoever records them, and the agency itself, may read them: days, names of agencies, and numbers.

use super::{AGENCIES, MOST};
use crate::{App, Cx, ports::AgencyLine, refusal::Refusal};
use domain::{
    departure::{Departure, DepartureRecord, DepartureState, OpenWork},
    ids::{AgencyId, DepartureId, ScopeId, ServiceId},
    pathway::Pathway,
    role::Role,
    section::Purpose,
    service::Service,
};
use gate::{Action, Viewer};

/// A departure as a page shows it.
#[derive(Debug, Clone)]
pub struct DepartureView {
    /// The departure.
    pub record: DepartureRecord,
    /// The name of the agency.
    pub agency: String,
    /// The name of the service, if it is one service only.
    pub service: Option<String>,
    /// The name of who takes over its other work.
    pub heir: String,
    /// The name of who keeps its records.
    pub keeper: String,
    /// Who takes over referrals: the name of the pathway, and of the service with its agency, or nobody.
    pub takes_over: Vec<(&'static str, Option<String>)>,
    /// Whether the viewer may call it off today.
    pub may_call_off: bool,
    /// Whether the viewer may go through what is open, item by item.
    pub may_prepare: bool,
}

/// One departure, and how much is open now.
#[derive(Debug, Clone)]
pub struct OneDeparture {
    /// The departure.
    pub view: DepartureView,
    /// How much of each kind is open, for whoever records departures. Numbers count everybody, also those to whom access is
    /// limited, so the agency's own staff are given none.
    pub open: Vec<(OpenWork, u64)>,
}

/// What a departure would meet if it were recorded, and who may be named in it: numbers and agencies, nobody's name.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// Which agency.
    pub agency: AgencyLine,
    /// Only this service of it.
    pub service: Option<Service>,
    /// How much of each kind is open.
    pub open: Vec<(OpenWork, u64)>,
    /// The needs that it meets, for which somebody takes over or referrals go back.
    pub pathways: Vec<Pathway>,
    /// The services that may take over.
    pub services: Vec<Service>,
    /// The agencies that may take over, and keep records.
    pub agencies: Vec<AgencyLine>,
}

/// An agency with its services, as one chooses what ends.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The agency.
    pub agency: AgencyLine,
    /// Its services.
    pub services: Vec<Service>,
}

/// The departures that the viewer may read: all for whoever records them, otherwise those of the viewer's own agency.
pub async fn departures(app: &App, viewer: &Viewer) -> Result<Vec<DepartureView>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "list departures").await?;
    cx.permit_role(Action::SeeDeparture)?;
    let of = (!records(viewer)).then_some(viewer.agency);
    let found = cx.tx.departures(of, MOST).await?;
    let views = cx.departure_views(found).await?;
    cx.answer(views).await
}

/// One departure.
///
/// # Errors
/// [`Refusal::NotFound`] for one of another agency.
pub async fn departure(app: &App, viewer: &Viewer, id: DepartureId) -> Result<OneDeparture, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "read a departure").await?;
    cx.permit_role(Action::SeeDeparture)?;
    let found = cx.tx.departure(id).await?;
    let theirs = |one: &DepartureRecord| records(viewer) || one.departure.agency == viewer.agency;
    let found = found.filter(theirs).ok_or(Refusal::NotFound)?;
    let (agency, service) = (found.departure.agency, found.departure.service);
    let open = if records(viewer) { cx.open_work(agency, service).await? } else { Vec::new() };
    let view = cx.departure_views(vec![found]).await?.pop().ok_or(Refusal::NotFound)?;
    cx.answer(OneDeparture { view, open }).await
}

/// The agencies and services whose last day may be recorded.
pub async fn scopes(app: &App, viewer: &Viewer) -> Result<Vec<Scope>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "choose who leaves").await?;
    cx.permit_role(Action::RecordDeparture)?;
    let (agencies, services) = cx.staying().await?;
    let scope = |agency: AgencyLine| Scope {
        services: services.iter().filter(|one| one.agency == agency.id).cloned().collect(),
        agency,
    };
    cx.answer(agencies.into_iter().map(scope).collect()).await
}

/// What is looked at before the last day of an agency, or of a service, is recorded.
///
/// # Errors
/// [`Refusal::NotFound`] for neither an agency nor a service, and for one whose last day is recorded.
pub async fn leaving(app: &App, viewer: &Viewer, scope: ScopeId) -> Result<Leaving, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "try a departure").await?;
    cx.permit_role(Action::RecordDeparture)?;
    let (agencies, services) = cx.staying().await?;
    let service = services.iter().find(|one| one.id.0 == scope.0).cloned();
    let id = service.as_ref().map_or(AgencyId(scope.0), |one| one.agency);
    let agency = agencies.iter().find(|one| one.id == id).cloned().ok_or(Refusal::NotFound)?;
    let open = cx.open_work(id, service.as_ref().map(|one| one.id)).await?;
    let ends = |one: &Service| one.agency == id && service.as_ref().is_none_or(|only| only.id == one.id);
    let mut pathways: Vec<Pathway> = services.iter().filter(|one| ends(one)).map(|one| one.pathway).collect();
    pathways.sort_unstable();
    pathways.dedup();
    let goes_on = services.iter().filter(|one| !ends(one)).cloned().collect();
    let stays = agencies.iter().filter(|one| one.id != id).cloned().collect();
    cx.answer(Leaving { agency, open, pathways, services: goes_on, agencies: stays, service }).await
}

fn records(viewer: &Viewer) -> bool {
    viewer.roles.has(Role::Coordinator)
}

impl Cx<'_> {
    /// The agencies and services of which no last day is recorded.
    async fn staying(&mut self) -> Result<(Vec<AgencyLine>, Vec<Service>), Refusal> {
        let over: Vec<Departure> = self
            .tx
            .departures(None, MOST)
            .await?
            .into_iter()
            .filter(|one| one.state != DepartureState::CalledOff)
            .map(|one| one.departure)
            .collect();
        let mut agencies = self.tx.agencies(AGENCIES).await?;
        agencies.retain(|one| !over.iter().any(|it| it.service.is_none() && it.agency == one.id));
        let mut services = self.tx.services(None, AGENCIES).await?;
        services.retain(|one| !over.iter().any(|it| it.covers(one.agency, one.id)));
        Ok((agencies, services))
    }

    /// How much is open, of people of whom the partnership may be told: not of records that are limited or kept apart, and
    /// nothing about people of an agency that no agreement in force binds. All of it passes on all the same.
    async fn open_work(
        &mut self,
        agency: AgencyId,
        service: Option<ServiceId>,
    ) -> Result<Vec<(OpenWork, u64)>, Refusal> {
        let today = self.today();
        let mut open = self.tx.open_work(agency, service, today).await?;
        let rules = self.gate.rules();
        if !rules.agreements.iter().any(|one| one.binds(agency)) {
            open.retain(|(kind, _)| *kind == OpenWork::Secondment);
        }
        if service.is_none() {
            let bound = rules
                .agreements
                .iter()
                .filter(|one| one.parties.as_ref().is_some_and(|parties| parties.contains(&agency)));
            open.push((OpenWork::Agreement, u64::try_from(bound.count()).unwrap_or_default()));
        }
        open.sort_by_key(|(kind, _)| *kind as u8);
        Ok(open)
    }

    pub(super) async fn departure_views(
        &mut self,
        found: Vec<DepartureRecord>,
    ) -> Result<Vec<DepartureView>, Refusal> {
        let agencies = found.iter().flat_map(|record| {
            let one = &record.departure;
            [one.agency, one.heir, one.keeper]
        });
        let agencies: Vec<AgencyId> = agencies.collect();
        let names = self.names([], agencies).await?;
        let services = self.tx.services(None, AGENCIES).await?;
        let service = |id: ServiceId| services.iter().find(|service| service.id == id);
        let whole = |one: &Service| format!("{}, {}", one.name, one.agency_name);
        let (may, today, own) = (records(&self.viewer), self.today(), self.agency());
        let prepares = self.gate.permit_role(&self.viewer, Action::PrepareDeparture).is_ok();
        let view = |record: DepartureRecord| {
            let one = &record.departure;
            let takes_over = one.takes_over.iter();
            DepartureView {
                agency: names.agency(one.agency),
                service: one.service.and_then(service).map(|found| found.name.clone()),
                heir: names.agency(one.heir),
                keeper: names.agency(one.keeper),
                takes_over: takes_over
                    .map(|taker| (taker.pathway.words(), taker.service.and_then(service).map(whole)))
                    .collect(),
                may_call_off: may && record.may_be_called_off(today),
                may_prepare: prepares && record.departure.agency == own && record.may_be_called_off(today),
                record,
            }
        };
        Ok(found.into_iter().map(view).collect())
    }
}
