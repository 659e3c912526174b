//! A handover as each end reads it, and the form for a new one.

use super::answer::action_of;
use crate::{
    App,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    agency::AgencyKind,
    case_handover::{CaseHandover, HandoverMove},
    ids::{AccountId, AgencyId, CaseHandoverId, PersonId},
    person::Identity,
    section::Purpose,
};
use gate::{Action, Viewer};

/// Agencies offered at most.
const OFFERED: u32 = 200;

/// One handover.
#[derive(Debug, Clone)]
pub struct HandoverView {
    /// Who is handed over.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The handover.
    pub handover: CaseHandover,
    /// The steps that the viewer may take now.
    pub moves: Vec<HandoverMove>,
    /// Colleagues who may own what follows, where the viewer may take the person on.
    pub staff: Vec<(AccountId, String)>,
    /// Names of agencies and staff.
    pub names: Names,
}

/// What the form for a handover needs.
#[derive(Debug, Clone)]
pub struct HandoverForm {
    /// Who would be handed over.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Probation agencies.
    pub agencies: Vec<(AgencyId, String)>,
}

/// Opens one handover, for either end.
pub async fn handover(app: &App, viewer: &Viewer, id: CaseHandoverId) -> Result<HandoverView, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "read a handover").await?;
    let (standing, handover) = cx.case_handover(id).await?;
    let person = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let own = cx.agency();
    let moves: Vec<HandoverMove> =
        handover.moves(own).filter(|step| cx.permit(action_of(*step), &standing, None).is_ok()).collect();
    let staff = if moves.contains(&HandoverMove::TakeOn) { cx.colleagues().await? } else { Vec::new() };
    let facts = handover.facts().iter();
    let accounts: Vec<AccountId> =
        facts.map(|(stamp, _)| stamp.by).chain([handover.offer.stamp.by]).collect();
    let names = cx.names(accounts, [handover.offer.from, handover.offer.to]).await?;
    cx.answer(HandoverView { person, glance, handover, moves, staff, names }).await
}

/// Opens the form for handing a person over.
pub async fn handover_form(app: &App, viewer: &Viewer, person: PersonId) -> Result<HandoverForm, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "handover form").await?;
    cx.permit_role(Action::HandOver)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::HandOver, &standing, None)?;
    let person = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let own = cx.agency();
    let agencies = cx.tx.agencies(OFFERED).await?;
    let agencies = agencies
        .into_iter()
        .filter(|one| one.kind == AgencyKind::Probation && one.id != own)
        .map(|one| (one.id, one.name))
        .collect();
    cx.answer(HandoverForm { person, glance, agencies }).await
}
