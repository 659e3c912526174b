//! Making a referral: the choice of services, and the act itself.

use super::pathway::Clocks;
use crate::{
    App, Cx, Once,
    chance::{DRAWS, reference},
    events::EventKind,
    events::body,
    people::NEWEST,
    ports::{Ground, GroundQuery, StoreError},
    refusal::{FieldError, Refusal},
};
use domain::{
    ids::{PersonId, ReferralId, RequirementId, ServiceId},
    order::{OrderState, Requirement},
    person::Identity,
    protocol::{self, Stage},
    referral::{Fact, Referral, Request, Summary, Told},
    section::Purpose,
    service::Service,
    stamp::Stamp,
    text::Prose,
};
use gate::{Action, Viewer};

/// Services offered at most on one page.
const SERVICES: u32 = 100;

/// What is to be asked, of which service, for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeReferral {
    /// For whom.
    pub person: PersonId,
    /// Of which service.
    pub service: ServiceId,
    /// Under which requirement of an order, if one.
    pub requirement: Option<RequirementId>,
    /// What is asked.
    pub asks: Prose,
    /// The two parts that every referral tells: risk, and needs that affect how the service is given.
    pub summary: Summary,
}

/// What the form needs: whom it is for, and what may be chosen.
#[derive(Debug, Clone)]
pub struct Making {
    /// For whom.
    pub person: Identity,
    /// The services in force, by pathway and name.
    pub services: Vec<Service>,
    /// Requirements of orders in force, as far as the viewer may see them.
    pub requirements: Vec<Requirement>,
}

/// The choices for a referral of `person`.
pub async fn making(app: &App, viewer: &Viewer, person: PersonId) -> Result<Making, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "referral form").await?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::MakeReferral, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let mut services = cx.tx.services(None, SERVICES).await?;
    services.retain(|one| !cx.gate.rules().has_ended(one.agency, one.id));
    let sealed = cx.tx.orders(&[person], NEWEST).await?;
    let today = cx.today();
    let requirements = cx
        .open_all(&standing, sealed)
        .into_iter()
        .filter(|order| order.state_on(today) == OrderState::InForce)
        .flat_map(|order| order.requirements)
        .collect();
    cx.answer(Making { person: identity, services, requirements }).await
}

/// The services in force, by pathway and name: the catalogue, which says nothing about anybody.
pub async fn services(app: &App, viewer: &Viewer) -> Result<Vec<Service>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "list services").await?;
    let mut services = cx.tx.services(None, SERVICES).await?;
    services.retain(|one| !cx.gate.rules().has_ended(one.agency, one.id));
    cx.answer(services).await
}

/// The referrer asks a service to take a person on. Its clock starts now.
///
/// It begins under the version of the pathway that is in force today, and keeps it.
///
/// Invariant: the referral, its first fact, its event and what it makes due commit together; the same `once` makes one referral.
pub async fn make(
    app: &App,
    viewer: &Viewer,
    command: MakeReferral,
    once: Option<&Once>,
) -> Result<ReferralId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Referral, "make a referral").await?;
    let id: ReferralId = cx.id();
    if let Some(made) = cx.makes(once, id.0).await? {
        return cx.answer(made.into()).await;
    }
    send(&mut cx, id, command).await?;
    cx.answer(id).await
}

/// Sends a referral within a use-case of its own transaction.
pub(crate) async fn send(cx: &mut Cx<'_>, id: ReferralId, command: MakeReferral) -> Result<(), Refusal> {
    let (ground, reference) = ground(cx, command.person, command.service).await?;
    let mut standing = ground.standing;
    cx.complete([&mut standing]).await?;
    let standing = cx.known(standing)?;
    cx.permit(Action::MakeReferral, &standing, None)?;
    let service = cx.service(command.service).await?.ok_or_else(unknown_service)?;
    if cx.gate.rules().has_ended(service.agency, service.id) {
        return Err(unknown_service());
    }
    if let Some(requirement) = command.requirement {
        let sealed = cx.tx.orders(&[command.person], NEWEST).await?;
        let orders = cx.open_all(&standing, sealed);
        if !orders.iter().flat_map(|order| &order.requirements).any(|one| one.id == requirement) {
            return Err(Refusal::field(
                "requirement",
                "unknown",
                "Select a requirement of this person’s order",
            ));
        }
    }
    let newest = ground.pathway.ok_or(crate::cx::missing("pathway of a service"))?;
    let versions = cx.pathway_versions(service.id, newest).await?;
    let pathway =
        protocol::in_force(&versions, cx.today()).ok_or(crate::cx::missing("pathway of a service"))?;
    let limit = pathway.definition.limit(Stage::Answer);
    let clocks =
        Clocks { protocol: None, definition: pathway.definition.clone(), holidays: cx.holidays().await? };
    let Summary { risk, needs, kinds } = command.summary;
    let kinds = if needs == Told::NoneKnown { Vec::new() } else { kinds };
    let request = Request {
        id,
        reference,
        person: command.person,
        from: cx.agency(),
        made_by: cx.viewer.account,
        to: service.agency,
        service: service.id,
        requirement: command.requirement,
        asks: command.asks,
        risk_to_staff: risk.words().cloned(),
        needs: Some(needs),
        need_kinds: kinds,
        answer_by: clocks.holidays.after(cx.today(), limit.working_days),
        protocol: Some(pathway.id),
    };
    let (stamp, fact) = (cx.stamp(), Fact::Sent);
    let referral = Referral::draft(request).append(stamp, fact.clone())?;
    cx.tx.insert_referral(&referral.request, &stamp, &fact).await?;
    if let Some(day) = cx.gate.rules().last_day_of(service.id) {
        cx.tx.referral_until(referral.request.id, day).await?;
    }
    let opened = cx.follow_pathway(&clocks, None, &referral, &service.name).await?;
    let said = body::with_duties(body::referral_sent(&referral.request, &service), &opened);
    let mut event = cx.event(command.person, EventKind::ReferralSent, service.pathway.section(), said);
    event.subject = Some(id.0);
    event.sent_to = Some(service.agency);
    cx.append(event);
    cx.move_requirement(&referral, &fact).await
}

/// The same request once more, of a service that takes over from the one that was asked. It waits for an answer there as any new
/// referral does; what the first one did stays where it is.
pub(super) async fn send_again(cx: &mut Cx<'_>, before: &Request, service: &Service) -> Result<(), Refusal> {
    let (ground, reference) = ground(cx, before.person, service.id).await?;
    let newest = ground.pathway.ok_or(crate::cx::missing("pathway of a service"))?;
    let versions = cx.pathway_versions(service.id, newest).await?;
    let pathway =
        protocol::in_force(&versions, cx.today()).ok_or(crate::cx::missing("pathway of a service"))?;
    let limit = pathway.definition.limit(Stage::Answer);
    let clocks =
        Clocks { protocol: None, definition: pathway.definition.clone(), holidays: cx.holidays().await? };
    let request = Request {
        id: cx.id(),
        reference,
        to: service.agency,
        service: service.id,
        answer_by: clocks.holidays.after(cx.today(), limit.working_days),
        protocol: Some(pathway.id),
        ..before.clone()
    };
    // It is the referrer's as the first one was, whoever passes it on.
    let (stamp, fact) = (Stamp { agency: before.from, ..cx.stamp() }, Fact::Sent);
    let referral = Referral::draft(request).append(stamp, fact.clone())?;
    cx.tx.insert_referral(&referral.request, &stamp, &fact).await?;
    if let Some(day) = cx.gate.rules().last_day_of(service.id) {
        cx.tx.referral_until(referral.request.id, day).await?;
    }
    let opened = cx.follow_pathway(&clocks, None, &referral, &service.name).await?;
    let said = body::with_duties(body::referral_sent(&referral.request, service), &opened);
    let mut event = cx.event(before.person, EventKind::ReferralSent, service.pathway.section(), said);
    event.stamp = stamp;
    event.subject = Some(referral.request.id.0);
    event.sent_to = Some(service.agency);
    cx.append(event);
    cx.move_requirement(&referral, &fact).await
}

/// What the referral begins from, with a short reference that no other has.
async fn ground(cx: &mut Cx<'_>, person: PersonId, service: ServiceId) -> Result<(Ground, String), Refusal> {
    let today = cx.today();
    for _ in 0..DRAWS {
        let asked = GroundQuery { person, service, reference: reference(&*cx.app.chance) };
        let ground = cx.tx.ground(&cx.viewer, &asked, today).await?;
        if !ground.taken {
            return Ok((ground, asked.reference));
        }
    }
    Err(StoreError::Busy.into())
}

fn unknown_service() -> Refusal {
    Refusal::Invalid(vec![FieldError::new("service", "unknown", "Select a service from the list")])
}
