//! Reading what the partnership has: bodies, what services do, what they cover together, and one with its history.

use super::change::MOST;
use crate::{App, people::Names, refusal::Refusal};
use domain::{
    field::Answer,
    ids::{AgencyId, ProvisionId, ServiceId},
    provision::{Course, Coverage, Provision, ProvisionKind, ProvisionState},
    section::Purpose,
    service::Service,
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Services of a partnership at most.
const SERVICES: u32 = 1_000;

/// One of them among others.
#[derive(Debug, Clone)]
pub struct ProvisionLine {
    /// It.
    pub one: Provision,
    /// What it is called: a body by its name, a description by its service.
    pub name: String,
    /// The agency that keeps it.
    pub agency: String,
}

/// What the partnership has.
#[derive(Debug, Clone)]
pub struct ProvisionPage {
    /// Today in London.
    pub today: Date,
    /// What is in being, by name; bodies first.
    pub lines: Vec<ProvisionLine>,
    /// Services that nobody has described, by name.
    pub bare: Vec<Service>,
    /// What the described services cover together.
    pub coverage: Coverage,
    /// Names of services, with their agencies'.
    pub services: BTreeMap<ServiceId, String>,
    /// Whether the viewer may begin one.
    pub may_keep: bool,
}

/// One with its history.
#[derive(Debug, Clone)]
pub struct OpenedProvision {
    /// Today in London.
    pub today: Date,
    /// It.
    pub line: ProvisionLine,
    /// Names of writers, and of agencies that answers name.
    pub names: Names,
    /// Names of services.
    pub services: BTreeMap<ServiceId, String>,
    /// Whether the viewer may record its next step.
    pub may_step: bool,
    /// Agencies that an answer may name, where the viewer may record one.
    pub agencies: Vec<(AgencyId, String)>,
}

fn named(services: Vec<Service>) -> BTreeMap<ServiceId, String> {
    services.into_iter().map(|one| (one.id, format!("{}, {}", one.name, one.agency_name))).collect()
}

fn called(one: &Provision, services: &BTreeMap<ServiceId, String>) -> String {
    let service = one.service().and_then(|id| services.get(&id).cloned());
    one.name().or(service).unwrap_or_else(|| "A service that is offered no more".to_owned())
}

/// What the partnership has.
pub async fn provision(app: &App, viewer: &Viewer) -> Result<ProvisionPage, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "see what there is").await?;
    cx.permit_role(Action::SeeProvision)?;
    let found = cx.tx.provisions(app.partnership, Some(ProvisionState::Open), MOST).await?;
    let offered = cx.tx.services(None, SERVICES).await?;
    let names = cx.names([], found.iter().map(|one| one.begun().agency)).await?;
    let described = |service: &Service| found.iter().any(|one| one.service() == Some(service.id));
    let bare = offered.iter().filter(|service| !described(service)).cloned().collect();
    let services = named(offered);
    // What a service does that is offered no more covers nothing.
    let goes_on = |one: &&Provision| one.service().is_none_or(|id| services.contains_key(&id));
    let offers = found.iter().filter(goes_on).filter_map(|one| match one.course() {
        Course::Offer(offer) => Some(offer),
        Course::Body(_) => None,
    });
    let coverage = Coverage::of(&offers.collect::<Vec<_>>());
    let mut lines: Vec<ProvisionLine> = found
        .into_iter()
        .map(|one| ProvisionLine {
            name: called(&one, &services),
            agency: names.agency(one.begun().agency),
            one,
        })
        .collect();
    lines.sort_by_key(|line| (line.one.kind(), line.name.to_lowercase()));
    let (today, may_keep) = (cx.today(), cx.permit_role(Action::KeepProvision).is_ok());
    cx.answer(ProvisionPage { today, lines, bare, coverage, services, may_keep }).await
}

/// One with its history, whether it goes on or not.
pub async fn one(app: &App, viewer: &Viewer, id: ProvisionId) -> Result<OpenedProvision, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "read what there is").await?;
    cx.permit_role(Action::SeeProvision)?;
    let one = cx.tx.provision(app.partnership, id).await?.ok_or(Refusal::NotFound)?;
    let services = named(cx.tx.services(None, SERVICES).await?);
    let answers = one.facts().iter().flat_map(|(_, fact)| fact.answers.iter());
    let agencies = answers.filter_map(|(_, answer)| match answer {
        Answer::Agency(agency) => Some(*agency),
        _ => None,
    });
    let writers = one.facts().iter().map(|(stamp, _)| stamp.by);
    let names = cx.names(writers, agencies.chain([one.begun().agency])).await?;
    let own = one.begun().agency == cx.agency() && one.state() == ProvisionState::Open;
    let may_step = own && cx.permit_role(Action::KeepProvision).is_ok();
    let agencies = if may_step { cx.agencies_to_name().await? } else { Vec::new() };
    let line = ProvisionLine { name: called(&one, &services), agency: names.agency(one.begun().agency), one };
    let today = cx.today();
    cx.answer(OpenedProvision { today, line, names, services, may_step, agencies }).await
}

/// Services that the form which begins one may name, for whoever may begin one.
pub async fn start(
    app: &App,
    viewer: &Viewer,
    kind: ProvisionKind,
) -> Result<Vec<(ServiceId, String)>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "record what there is").await?;
    cx.permit_role(Action::KeepProvision)?;
    let services = match kind {
        ProvisionKind::Offer => cx.services_to_name().await?,
        ProvisionKind::Body => Vec::new(),
    };
    cx.answer(services).await
}
