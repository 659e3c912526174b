//! How any step of a referral is taken: load, permit, decide, write, tell.

use super::{open::action_of, pathway::Clocks};
use crate::{
    App, Cx, Once,
    events::{EventKind, body},
    jobs::JobKind,
    orders::requirement_moved,
    ports::NewJob,
    refusal::Refusal,
};
use domain::{
    ids::ReferralId,
    involvement::{Involvement, InvolvementRole},
    pathway::Pathway,
    referral::{Because, DeclineReason, EndReason, Fact, Move, MoveRefused, Part, Referral, Side, State},
    requirement::RequirementMove,
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Label, Standing, Viewer};

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

/// A referral in the version that the writer saw, with leave to take a step.
pub(super) struct Loaded {
    pub(super) standing: Standing,
    pub(super) label: Label,
    pub(super) referral: Referral,
    pub(super) side: Side,
    pub(super) clocks: Clocks,
}

/// Takes a step that needs nothing but its fact. The same step from the same version by the same account, sent twice, is one.
pub(super) async fn step(
    app: &App,
    viewer: &Viewer,
    id: ReferralId,
    seen: i64,
    fact: Fact,
) -> Result<Stepped, Refusal> {
    let step = fact.as_move();
    let mut cx = app.write(viewer, Purpose::Referral, "answer a referral").await?;
    cx.permit_role(action_of(step))?;
    let once = same_step(id, seen, step, fact.reason_code(), fact.words())?;
    if let Some(stepped) = cx.stepped_before(&once, id, seen, step).await? {
        return cx.answer(stepped).await;
    }
    let loaded = cx.load(id, seen, step).await?;
    let referral = cx.take(loaded, fact).await?;
    cx.remember(Some(&once), id.0).await?;
    cx.answer(Stepped { id, state: referral.state(), version: referral.version() }).await
}

/// The key of a step: which one, from which version, with which words.
pub(super) fn same_step(
    id: ReferralId,
    seen: i64,
    step: Move,
    reason: Option<&str>,
    words: Option<&Prose>,
) -> Result<Once, Refusal> {
    let words = blake3::hash(words.map_or("", Prose::as_str).as_bytes()).to_hex();
    let words = words.get(..16).unwrap_or_default();
    Once::new(&format!("{id}/{seen}/{}/{}/{words}", step.code(), reason.unwrap_or_default()), &[])
}

impl Cx<'_> {
    /// What the same step made, where it was taken before.
    pub(super) async fn stepped_before(
        &mut self,
        once: &Once,
        id: ReferralId,
        seen: i64,
        step: Move,
    ) -> Result<Option<Stepped>, Refusal> {
        if self.made_before(Some(once)).await?.is_none() {
            return Ok(None);
        }
        let version = seen.saturating_add(1);
        if let Some(state) = step.leads_to() {
            return Ok(Some(Stepped { id, state, version }));
        }
        let (standing, sealed) = self.referral(id).await?;
        let referral = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok(Some(Stepped { id, state: referral.state(), version }))
    }

    /// The referral as the writer saw it, and leave to take `step`.
    pub(super) async fn load(&mut self, id: ReferralId, seen: i64, step: Move) -> Result<Loaded, Refusal> {
        let (standing, sealed) = self.referral(id).await?;
        let label = sealed.label();
        let referral = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        if referral.version() != seen {
            return Err(Refusal::Stale { seen, now: referral.version() });
        }
        let refused = |because| MoveRefused { from: referral.state(), step, because };
        if referral.state().after(step).is_none() {
            return Err(refused(Because::NotNow).into());
        }
        let side = referral.side_of(self.agency());
        self.permit(action_of(step), &standing, side)?;
        let clocks = self.clocks_of(&referral).await?;
        if !clocks.definition.uses(step) {
            return Err(refused(Because::NotUsed).into());
        }
        Ok(Loaded { standing, label, side: side.unwrap_or(step.side()), clocks, referral })
    }

    /// Takes the step.
    ///
    /// Invariant: the fact, its event, what it makes due, the involvement that acceptance begins and the job that tells the
    /// other side commit together.
    pub(super) async fn take(&mut self, loaded: Loaded, fact: Fact) -> Result<Referral, Refusal> {
        let Loaded { label, referral: before, side, clocks, .. } = loaded;
        let (stamp, step, id) = (self.stamp(), fact.as_move(), before.request.id);
        let referral = before.clone().append(stamp, fact.clone())?;
        let answer_by = clocks.answer_due(self.app, &referral);
        if !self.tx.append_fact(&referral, answer_by).await? {
            return Err(Refusal::Stale { seen: before.version(), now: referral.version() });
        }
        let service = self.service(referral.request.service).await?;
        let service = service.ok_or(crate::cx::missing("service of a referral"))?;
        let opened = self.follow_pathway(&clocks, Some(&before), &referral, &service.name).await?;
        let said = body::with_duties(body::referral_step(&fact, answer_by), &opened);
        let mut event = self.event(label.person, kind_of(step), section_of(&fact, label.section), said);
        event.subject = Some(id.0);
        let request = &referral.request;
        event.sent_to = Some(if side == Side::Provider { request.from } else { request.to });
        self.append(event);
        if fact == Fact::Accepted {
            self.put_on_team(&referral, service.pathway).await?;
        }
        self.move_requirement(&referral, &fact).await?;
        let told = match side {
            Side::Provider => (step != Move::ReadWarning).then_some(request.made_by),
            Side::Referrer => referral.accepted_by(),
        };
        if let Some(account) = told {
            let payload = super::tell::payload(&referral, account, step);
            let job = NewJob { id: self.id(), kind: JobKind::TellReferrer, payload, run_at: self.at };
            self.tx.enqueue(&job).await?;
        }
        Ok(referral)
    }

    /// A referral under a requirement moves the requirement with it.
    pub(super) async fn move_requirement(&mut self, referral: &Referral, fact: &Fact) -> Result<(), Refusal> {
        let request = &referral.request;
        let Some(step) = requirement_step_of(fact) else { return Ok(()) };
        let Some(requirement) = request.requirement else { return Ok(()) };
        requirement_moved(self, request.person, requirement, step, Some(request.to)).await
    }

    /// Acceptance begins an involvement of the provider, with the account that accepted.
    async fn put_on_team(&mut self, referral: &Referral, pathway: Pathway) -> Result<(), Refusal> {
        let role = match pathway {
            Pathway::Substance | Pathway::Health => InvolvementRole::Treatment,
            _ => InvolvementRole::Support,
        };
        let involvement = Involvement {
            id: self.id(),
            person: referral.request.person,
            agency: self.agency(),
            account: Some(self.viewer.account),
            role,
            leads: true,
            from: self.today(),
            to: None,
        };
        let service = referral.request.service;
        let until = self.gate.rules().last_day_of(service);
        self.tx.add_to_team(&involvement, service, until).await?;
        let mut event = self.event(
            involvement.person,
            EventKind::InvolvementBegan,
            role.section(),
            body::involvement(&involvement),
        );
        event.subject = Some(involvement.id.0);
        event.sent_to = Some(referral.request.from);
        self.append(event);
        Ok(())
    }
}

/// The step of its requirement that a fact of a referral is, if it is one.
pub(crate) const fn requirement_step_of(fact: &Fact) -> Option<RequirementMove> {
    Some(match fact {
        Fact::Sent => RequirementMove::Refer,
        Fact::Accepted => RequirementMove::Accept,
        // Another service has it now, and the requirement goes on under that one.
        Fact::Declined(DeclineReason::PassedOn, _) | Fact::Concluded(Some(EndReason::PassedOn), _) => {
            return None;
        }
        // The order stands: whoever referred finds another way.
        Fact::Concluded(Some(EndReason::ServiceEnded), _) => return None,
        Fact::Declined(..) => RequirementMove::Decline,
        Fact::Waitlisted { .. } => RequirementMove::Waitlist,
        Fact::Begun => RequirementMove::Commence,
        Fact::Concluded(Some(EndReason::Completed | EndReason::CompletedEarly), _) => {
            RequirementMove::Complete
        }
        Fact::Concluded(..) => RequirementMove::Terminate,
        _ => return None,
    })
}

/// The section in which a step lies: words about risk or needs lie in theirs, all else in that of the need.
const fn section_of(fact: &Fact, usual: Section) -> Section {
    match fact {
        Fact::Amended(amendment) => match amendment.part {
            Part::Asks => usual,
            Part::Risk => Section::Risk,
            Part::Needs => Section::Communication,
        },
        _ => usual,
    }
}

/// The event behind a move.
pub const fn kind_of(step: Move) -> EventKind {
    match step {
        Move::Send => EventKind::ReferralSent,
        Move::Receive => EventKind::ReferralReceived,
        Move::Accept => EventKind::ReferralAccepted,
        Move::Decline => EventKind::ReferralDeclined,
        Move::Withdraw => EventKind::ReferralWithdrawn,
        Move::Begin => EventKind::ReferralBegun,
        Move::Conclude => EventKind::ReferralConcluded,
        Move::Ask => EventKind::ReferralAsked,
        Move::Give => EventKind::ReferralAnswered,
        Move::Waitlist => EventKind::ReferralWaitlisted,
        Move::Offer => EventKind::ReferralOffered,
        Move::Book => EventKind::ReferralBooked,
        Move::ReadWarning => EventKind::ReferralWarningRead,
        Move::Amend => EventKind::ReferralAmended,
    }
}
