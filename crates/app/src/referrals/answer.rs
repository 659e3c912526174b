//! Steps after a referral was sent: received, accepted, declined, withdrawn, begun, concluded.

use super::open::action_of;
use crate::{
    App, Cx, Once,
    events::{EventKind, body},
    jobs::JobKind,
    ports::NewJob,
    refusal::Refusal,
};
use domain::{
    ids::ReferralId,
    involvement::{Involvement, InvolvementRole},
    pathway::Pathway,
    referral::{DeclineReason, Fact, Move, Referral, Side, State, WithdrawReason},
    section::Purpose,
    text::Prose,
};
use gate::Viewer;

/// What a step made of a referral. After declining, the provider may no longer read the referral itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stepped {
    /// Which referral.
    pub id: ReferralId,
    /// Where it stands now.
    pub state: State,
    /// Its version now.
    pub version: i64,
}

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
    step(app, viewer, id, seen, Fact::Declined(reason, words)).await
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

/// The service has ended.
pub async fn conclude(app: &App, viewer: &Viewer, id: ReferralId, seen: i64) -> Result<Stepped, Refusal> {
    step(app, viewer, id, seen, Fact::Concluded).await
}

/// Load, permit, decide, write, enqueue. The same step from the same version by the same account, sent twice, is one.
///
/// Invariant: the fact, its event, the involvement that acceptance begins and the feedback job commit together.
async fn step(app: &App, viewer: &Viewer, id: ReferralId, seen: i64, fact: Fact) -> Result<Stepped, Refusal> {
    let mut cx = app.write(viewer, Purpose::Referral, "answer a referral").await?;
    let (step, action) = (fact.as_move(), action_of(fact.as_move()));
    cx.permit_role(action)?;
    let once = same_step(id, seen, &fact)?;
    let stepped = Stepped { id, state: step.leads_to(), version: seen.saturating_add(1) };
    if cx.made_before(Some(&once)).await?.is_some() {
        return cx.answer(stepped).await;
    }
    let (standing, sealed) = cx.referral(id).await?;
    let label = sealed.label();
    let referral = cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
    if referral.version() != seen {
        return Err(Refusal::Stale { seen, now: referral.version() });
    }
    let side = referral.side_of(cx.agency());
    if referral.state().after(step).is_none() {
        return Err(domain::referral::MoveRefused { from: referral.state(), step }.into());
    }
    cx.permit(action, &standing, side)?;
    let stamp = cx.stamp();
    let referral = referral.append(stamp, fact.clone())?;
    if !cx.tx.append_fact(id, seen, &stamp, &fact).await? {
        return Err(Refusal::Stale { seen, now: stepped.version });
    }
    let mut event = cx.event(label.person, kind_of(step), label.section, body::referral_step(&fact));
    event.subject = Some(id.0);
    event.sent_to =
        Some(if side == Some(Side::Provider) { referral.request.from } else { referral.request.to });
    cx.append(event).await?;
    if fact == Fact::Accepted {
        put_on_team(&mut cx, &referral).await?;
    }
    if side == Some(Side::Provider) {
        let payload = super::tell::payload(&referral, step);
        let job = NewJob { id: cx.id(), kind: JobKind::TellReferrer, payload, run_at: cx.at };
        cx.tx.enqueue(&job).await?;
    }
    cx.remember(Some(&once), id.0).await?;
    cx.answer(stepped).await
}

/// The key of a step: which one, from which version, with which words.
fn same_step(id: ReferralId, seen: i64, fact: &Fact) -> Result<Once, Refusal> {
    let words = blake3::hash(fact.words().map_or("", Prose::as_str).as_bytes()).to_hex();
    let words = words.get(..16).unwrap_or_default();
    let reason = fact.reason_code().unwrap_or_default();
    Once::new(&format!("{id}/{seen}/{}/{reason}/{words}", fact.as_move().code()), &[])
}

/// Acceptance begins an involvement of the provider, with the account that accepted.
async fn put_on_team(cx: &mut Cx<'_>, referral: &Referral) -> Result<(), Refusal> {
    let service =
        cx.service(referral.request.service).await?.ok_or(crate::cx::missing("service of a referral"))?;
    let role = match service.pathway {
        Pathway::Substance | Pathway::Health => InvolvementRole::Treatment,
        _ => InvolvementRole::Support,
    };
    let involvement = Involvement {
        id: cx.id(),
        person: referral.request.person,
        agency: cx.agency(),
        account: Some(cx.viewer.account),
        role,
        leads: true,
        from: cx.today(),
        to: None,
    };
    cx.tx.add_involvement(&involvement).await?;
    let mut event = cx.event(
        involvement.person,
        EventKind::InvolvementBegan,
        role.section(),
        body::involvement(&involvement),
    );
    event.subject = Some(involvement.id.0);
    event.sent_to = Some(referral.request.from);
    cx.append(event).await
}

/// The event behind a move.
pub(crate) const fn kind_of(step: Move) -> EventKind {
    match step {
        Move::Send => EventKind::ReferralSent,
        Move::Receive => EventKind::ReferralReceived,
        Move::Accept => EventKind::ReferralAccepted,
        Move::Decline => EventKind::ReferralDeclined,
        Move::Withdraw => EventKind::ReferralWithdrawn,
        Move::Begin => EventKind::ReferralBegun,
        Move::Conclude => EventKind::ReferralConcluded,
    }
}
