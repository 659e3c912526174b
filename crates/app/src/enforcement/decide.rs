//! Deciding on a failure, warning, referring, and what the court found.

use super::told;
use crate::{App, Cx, Once, duties::NewDuty, events::EventKind, refusal::Refusal};
use domain::{
    cadence::Trigger,
    duty::Closing,
    enforcement::{DUTIES, due, warning_window},
    failure::{Failure, FailureFact, FailureMove, FailureState, Finding, Warning},
    ids::{FailureId, PersonId},
    section::{Purpose, Section},
    text::{Line, Prose},
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;

/// Failures of one order read at most.
pub(super) const MOST: u32 = 500;

/// What somebody decides or does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Wait for evidence.
    Await,
    /// Accept the reason.
    Accept(Prose),
    /// Find it unacceptable.
    Reject(Prose),
    /// Give a warning, with its three contents.
    Warn(Warning),
    /// Refer it to the enforcement officer.
    Refer(Prose),
    /// Accept late evidence: a warning becomes void.
    Void(Prose),
    /// Begin breach proceedings.
    Begin,
    /// Not take it to court.
    Drop(Prose),
    /// Record what the court found.
    Hear(Finding, Option<Prose>),
}

impl Step {
    fn fact(self) -> FailureFact {
        match self {
            Self::Await => FailureFact::Awaited,
            Self::Accept(words) => FailureFact::Accepted(words),
            Self::Reject(words) => FailureFact::Rejected(words),
            Self::Warn(warning) => FailureFact::Warned(warning),
            Self::Refer(words) => FailureFact::Referred(words),
            Self::Void(words) => FailureFact::Voided(words),
            Self::Begin => FailureFact::Begun,
            Self::Drop(words) => FailureFact::Dropped(words),
            Self::Hear(finding, words) => FailureFact::Heard(finding, words),
        }
    }
}

/// The action behind a move.
pub(super) const fn action_of(step: FailureMove) -> Action {
    match step {
        FailureMove::Begin | FailureMove::Drop => Action::BeginBreach,
        FailureMove::Hear => Action::RecordHearing,
        _ => Action::DecideFailure,
    }
}

pub(super) const fn kind_of(step: FailureMove) -> EventKind {
    match step {
        FailureMove::Await => EventKind::FailureAwaited,
        FailureMove::Accept => EventKind::FailureAccepted,
        FailureMove::Reject => EventKind::FailureRejected,
        FailureMove::Warn => EventKind::WarningGiven,
        FailureMove::Refer => EventKind::FailureReferred,
        FailureMove::Void => EventKind::WarningVoided,
        FailureMove::Begin => EventKind::BreachBegun,
        FailureMove::Drop => EventKind::BreachDropped,
        FailureMove::Hear => EventKind::BreachHeard,
        FailureMove::Withdraw => EventKind::FailureWithdrawn,
        FailureMove::Restore => EventKind::FailureRestored,
    }
}

/// What a step made of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stepped {
    /// Which.
    pub id: FailureId,
    /// Where it stands now.
    pub state: FailureState,
    /// Its version now.
    pub version: i64,
}

/// Takes a step on a failure. The same step from the same version by the same account, sent twice, is one.
///
/// Invariant: the fact, its event, the duties that follow and a raised cadence commit together.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: FailureId,
    seen: i64,
    day: Option<Date>,
    step: Step,
) -> Result<Stepped, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "decide on a failure to comply").await?;
    let fact = step.fact();
    let action = action_of(fact.as_move());
    cx.permit_role(action)?;
    let once = same_step(id, seen, day, &fact)?;
    let stepped = Stepped { id, state: fact.leads_to(), version: seen.saturating_add(1) };
    if cx.made_before(Some(&once)).await?.is_some() {
        return cx.answer(stepped).await;
    }
    let (standing, failure) = cx.failure_to(id, action).await?;
    if failure.version() != seen {
        return Err(Refusal::Stale { seen, now: failure.version() });
    }
    let today = cx.today();
    let day = day.unwrap_or(today);
    if day > today {
        return Err(Refusal::field("day", "future", "The day must be today or in the past"));
    }
    let mut others = cx.failures_of(&standing, &failure).await?;
    let timings = cx.tx.timings().await?;
    let window = warning_window(&failure, &others, &timings)?;
    let after = failure.append(cx.stamp(), day, fact.clone(), window.may)?;
    if !cx.tx.append_failure_fact(&after, seen).await? {
        return Err(Refusal::Stale { seen, now: stepped.version });
    }
    let person = after.failed.person;
    let body = told::step(day, &fact);
    let mut event = cx.event(person, kind_of(fact.as_move()), Section::Compliance, body);
    event.subject = Some(id.0);
    cx.append(event);
    for one in &mut others {
        if one.failed.id == id {
            *one = after.clone();
        }
    }
    cx.settle_failure(&after, &others).await?;
    if matches!(fact.as_move(), FailureMove::Warn | FailureMove::Void) {
        cx.settle_others(id, &others).await?;
    }
    if fact.as_move() == FailureMove::Reject {
        cx.raise_for(person, &after).await?;
    }
    cx.remember(Some(&once), id.0).await?;
    cx.answer(stepped).await
}

/// The key of a step: which one, from which version, with which words.
fn same_step(id: FailureId, seen: i64, day: Option<Date>, fact: &FailureFact) -> Result<Once, Refusal> {
    let said = blake3::hash(told::step(day.unwrap_or(Date::ZERO), fact).to_string().as_bytes()).to_hex();
    let said = said.get(..24).unwrap_or_default();
    Once::new(&format!("{id}/{seen}/{said}"), &[])
}

impl Cx<'_> {
    /// One failure that the viewer may take `action` on. One that is absent takes the same statements as one out of reach.
    pub(super) async fn failure_to(
        &mut self,
        id: FailureId,
        action: Action,
    ) -> Result<(Standing, Failure), Refusal> {
        self.permit_role(action)?;
        let (standing, failure, holder) = self.failure_read(id).await?;
        self.permit(action, &standing, None)?;
        // Others may see it, where an agreement says so; the agency that holds the order decides.
        if holder == self.agency() { Ok((standing, failure)) } else { Err(Refusal::NotFound) }
    }

    /// One failure that the viewer may read, with the agency that holds its order.
    pub(super) async fn failure_read(
        &mut self,
        id: FailureId,
    ) -> Result<(Standing, Failure, domain::ids::AgencyId), Refusal> {
        let found = self.tx.failure(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let sealed = found.ok_or(Refusal::NotFound)?;
        let holder = sealed.label().holder;
        let failure = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, failure, holder))
    }

    /// All failures of the same order, this one included.
    pub(super) async fn failures_of(
        &mut self,
        standing: &Standing,
        failure: &Failure,
    ) -> Result<Vec<Failure>, Refusal> {
        let (person, order) = (failure.failed.person, failure.failed.order);
        let sealed = self.tx.failures(person, Some(order), MOST).await?;
        Ok(self.open_all(standing, sealed))
    }

    /// Closes what was due on a failure and opens what is due now. What has not changed stays as it is.
    async fn settle_failure(&mut self, failure: &Failure, all: &[Failure]) -> Result<(), Refusal> {
        let failed = &failure.failed;
        let calendar = self.calendar(failed.day).await?;
        let window = warning_window(failure, all, &calendar.timings)?;
        let recorded = self.app.day_of(failed.source.at);
        let next = due(failure, recorded, &window, &calendar.timings, &calendar.holidays)?;
        let (person, subject) = (failed.person, failed.id.0);
        let (done, owner) = (Closing::Done, self.owner_of(failure).await?);
        self.close_duties(person, subject, &DUTIES, done).await?;
        if let Some((kind, due)) = next {
            let words = format!("Failure of {}: {}", crate::orders::said(failed.day), failed.what);
            let short: String = words.chars().take(Line::MOST).collect();
            let why = Line::new(&short).ok();
            self.open_duty(NewDuty { person, kind, owner, due, subject, why }).await?;
        }
        Ok(())
    }

    /// A warning given, or made void, changes what may be done about the others that wait.
    async fn settle_others(&mut self, changed: FailureId, all: &[Failure]) -> Result<(), Refusal> {
        for one in all {
            if one.failed.id != changed && one.state() == FailureState::Unacceptable {
                self.settle_failure(one, all).await?;
            }
        }
        Ok(())
    }

    /// The offender manager; for what was referred, the enforcement officer, who is of the agency's team.
    async fn owner_of(&mut self, failure: &Failure) -> Result<domain::duty::Owner, Refusal> {
        let team = domain::duty::Owner { agency: failure.failed.holder, account: None };
        if matches!(failure.state(), FailureState::Referred) {
            return Ok(team);
        }
        let brief = self.brief(failure.failed.person, failure.failed.order).await?;
        Ok(brief.map_or(team, |brief| brief.owner))
    }

    /// Non-compliance raises the cadence of joint meetings, once.
    async fn raise_for(&mut self, person: PersonId, failure: &Failure) -> Result<(), Refusal> {
        let Some(brief) = self.brief(person, failure.failed.order).await? else { return Ok(()) };
        let day = crate::orders::said(failure.failed.day);
        let words = Line::new(&format!("Non-compliance: the failure of {day} was found unacceptable"))
            .map_err(|_| crate::cx::missing("words of a trigger"))?;
        self.raise_once(person, &brief, Trigger::NonCompliance, words).await.map(drop)
    }
}
