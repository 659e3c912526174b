//! Steps after a referral was sent, each in the words of whoever takes it.

use super::step::{Stepped, same_step, step};
use crate::{App, refusal::Refusal};
use domain::{
    ids::ReferralId,
    referral::{Amendment, DeclineReason, EndReason, Fact, Move, Part, Told, WithdrawReason},
    section::Purpose,
    text::Prose,
};
use gate::Viewer;
use jiff::civil::Date;

/// The provider marks it as received.
pub async fn receive(app: &App, viewer: &Viewer, id: ReferralId, seen: i64) -> Result<Stepped, Refusal> {
    step(app, viewer, id, seen, Fact::Received).await
}

/// The provider takes the person on, which puts whoever accepts on the person's team.
pub async fn accept(app: &App, viewer: &Viewer, id: ReferralId, seen: i64) -> Result<Stepped, Refusal> {
    step(app, viewer, id, seen, Fact::Accepted).await
}

/// The provider declines; the referrer is told why.
pub async fn decline(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    reason: DeclineReason,
    words: Option<Prose>,
) -> Result<Stepped, Refusal> {
    if !reason.is_given() {
        return Err(Refusal::field("reason", "unknown", "Select why you are declining"));
    }
    step(app, viewer, id, seen, Fact::Declined(reason, words)).await
}

/// The provider will take the person on later, by a day that it expects.
pub async fn waitlist(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    expected: Date,
    words: Option<Prose>,
) -> Result<Stepped, Refusal> {
    if expected <= app.today() {
        return Err(Refusal::field("expected", "past", "Expected date must be in the future"));
    }
    step(app, viewer, id, seen, Fact::Waitlisted { expected, words }).await
}

/// The provider asks for more information, and the clock stands still where the pathway says so.
pub async fn ask(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    question: Prose,
) -> Result<Stepped, Refusal> {
    step(app, viewer, id, seen, Fact::Asked(question)).await
}

/// The referrer gives what was asked for.
pub async fn give(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    information: Prose,
) -> Result<Stepped, Refusal> {
    step(app, viewer, id, seen, Fact::Answered(information)).await
}

/// The provider records that it offered a first appointment.
pub async fn offer(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    on: Date,
    words: Option<Prose>,
) -> Result<Stepped, Refusal> {
    step(app, viewer, id, seen, Fact::Offered { on, words }).await
}

/// Somebody of the provider has read the warning about risk; each reads for themselves.
pub async fn read_warning(app: &App, viewer: &Viewer, id: ReferralId, seen: i64) -> Result<Stepped, Refusal> {
    step(app, viewer, id, seen, Fact::WarningRead).await
}

/// The referrer takes it back.
pub async fn withdraw(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    reason: WithdrawReason,
    words: Option<Prose>,
) -> Result<Stepped, Refusal> {
    step(app, viewer, id, seen, Fact::Withdrawn(reason, words)).await
}

/// The service has begun.
pub async fn begin(app: &App, viewer: &Viewer, id: ReferralId, seen: i64) -> Result<Stepped, Refusal> {
    step(app, viewer, id, seen, Fact::Begun).await
}

/// The service has ended, for a coded reason. Where the need is left, the referrer is handed the person back.
pub async fn conclude(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    reason: EndReason,
    words: Option<Prose>,
) -> Result<Stepped, Refusal> {
    if !reason.is_given() {
        return Err(Refusal::field("reason", "unknown", "Select why the service has ended"));
    }
    step(app, viewer, id, seen, Fact::Concluded(Some(reason), words)).await
}

/// A change of what a referral says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amend {
    /// Which part.
    pub part: Part,
    /// What it says from now on; nothing where no risk or need is known.
    pub new: Option<Prose>,
    /// Why.
    pub why: Prose,
}

/// The referrer amends what it said. The old words stay, with who changed them and why.
pub async fn amend(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    command: Amend,
) -> Result<Stepped, Refusal> {
    let mut cx = app.write(viewer, Purpose::Referral, "amend a referral").await?;
    cx.permit_role(gate::Action::AmendReferral)?;
    let Amend { part, new, why } = command;
    let both = format!("{}\n{why}", new.as_ref().map_or("", Prose::as_str));
    let once = same_step(id, seen, Move::Amend, Some(part.code()), Prose::new(&both).ok().as_ref())?;
    if let Some(stepped) = cx.stepped_before(&once, id, seen, Move::Amend).await? {
        return cx.answer(stepped).await;
    }
    let loaded = cx.load(id, seen, Move::Amend).await?;
    let request = &loaded.referral.request;
    let old = match part {
        Part::Asks => Some(request.asks.clone()),
        Part::Risk => request.risk_to_staff.clone(),
        Part::Needs => request.needs.as_ref().and_then(Told::words).cloned(),
    };
    if old == new {
        return Err(Refusal::field("new", "unchanged", "Change the words, or go back without amending"));
    }
    if part == Part::Asks && new.is_none() {
        return Err(Refusal::field("new", "required", "Enter what you ask"));
    }
    let fact = Fact::Amended(Box::new(Amendment { part, old, new, why }));
    let referral = cx.take(loaded, fact).await?;
    cx.remember(Some(&once), id.0).await?;
    cx.answer(Stepped { id, state: referral.state(), version: referral.version() }).await
}
