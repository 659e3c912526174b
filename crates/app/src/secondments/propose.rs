//! Proposing a secondment, for the agency that somebody comes from or for the one that they go to.

use super::{ROLES, told};
use crate::{
    App, Once,
    events::EventKind,
    refusal::{FieldError, Refusal},
};
use domain::{
    account::Email,
    ids::{AgencyId, SecondmentId},
    role::Roles,
    secondment::{Proposal, Secondment},
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// Agencies read at most.
const AGENCIES: u32 = 500;

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Propose {
    /// With which address the secondee signs in: a manager does not see the accounts of another agency.
    pub email: Email,
    /// At which agency they are to work.
    pub host: AgencyId,
    /// In which roles.
    pub roles: Roles,
    /// From which day.
    pub from: Date,
    /// Until which day.
    pub until: Date,
}

/// The agencies between which somebody may be seconded, by name.
pub async fn hosts(app: &App, viewer: &Viewer) -> Result<Vec<(AgencyId, String)>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "agencies for a secondment").await?;
    cx.permit_role(Action::ArrangeSecondment)?;
    let agencies = cx.tx.agencies(AGENCIES).await?;
    cx.answer(agencies.into_iter().map(|one| (one.id, one.name)).collect()).await
}

/// Proposes a secondment. Nothing opens by it: the other agency has to agree.
///
/// # Errors
/// [`Refusal::Invalid`] for somebody who works at neither of the two, for oneself, and for days that are over.
pub async fn propose(
    app: &App,
    viewer: &Viewer,
    command: Propose,
    once: Option<&Once>,
) -> Result<SecondmentId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "propose a secondment").await?;
    cx.permit_role(Action::ArrangeSecondment)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let (own, today) = (cx.agency(), cx.today());
    let Propose { email, host, roles, from, until } = command;
    let mut wrong = Vec::new();
    let known = cx.tx.agencies(AGENCIES).await?.iter().any(|one| one.id == host);
    if !known {
        wrong.push(FieldError::new("host", "unknown", "Select an agency from the list"));
    }
    // Somebody who is not there and somebody who works at neither of the two are told alike.
    let found = cx.tx.credentials(&email).await?.map(|found| found.account);
    let found = found.filter(|one| one.closed_at.is_none() && (one.agency == own) != (host == own));
    if found.is_none() && known {
        let sentence = "Enter the work email address of somebody of your agency who goes to another, or of another \
                        agency who comes to yours";
        wrong.push(FieldError::new("email", "unknown", sentence));
    }
    if found.as_ref().is_some_and(|one| one.id == viewer.account) {
        wrong.push(FieldError::new("email", "own", "Somebody else has to arrange your own secondment"));
    }
    if roles.is_empty() || roles.iter().any(|role| !ROLES.contains(&role)) {
        wrong.push(FieldError::new("roles", "required", "Select at least one role from the list"));
    }
    if until < from {
        wrong.push(FieldError::new("until", "before-from", "The last day must be the first day or later"));
    } else if until < today {
        wrong.push(FieldError::new("until", "past", "The last day must be today or later"));
    }
    let Some(found) = found.filter(|_| wrong.is_empty()) else { return Err(Refusal::Invalid(wrong)) };
    let (id, stamp) = (cx.id(), cx.stamp());
    let proposal = Proposal { id, account: found.id, home: found.agency, host, roles, from, until, stamp };
    let event = cx.partnership_event(EventKind::SecondmentProposed, id.0, told(&proposal));
    cx.append(event);
    cx.tx.insert_secondment(&Secondment::proposed(proposal)).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}
