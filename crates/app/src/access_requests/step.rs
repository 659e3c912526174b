//! Steps of a request for a copy.

use super::{action_of, told};
use crate::{App, Cx, events::EventKind, refusal::Refusal};
use domain::{
    access_request::{AccessFact, AccessMove, AccessRequest, AccessState, EntryKey, Exemption},
    duty::{Closing, DutyKind},
    ids::AccessRequestId,
    section::{Purpose, Section},
    text::{Line, Prose},
};
use gate::{Standing, Viewer};

/// A step, with what must be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessStep {
    /// Proof of identity is asked for.
    AskIdentity,
    /// Identity was proved, and how.
    ConfirmIdentity(Line),
    /// The time is extended, and why.
    Extend(Prose),
    /// An entry is left out, why, and in words.
    Redact(EntryKey, Exemption, Prose),
    /// An entry is put back.
    Restore(EntryKey),
    /// It goes to the second person.
    Submit,
    /// It goes back, and why.
    Return(Prose),
    /// It was checked.
    Check,
    /// It was given, and how.
    Give(Line),
    /// The person withdrew it, in words.
    Withdraw(Prose),
}

impl AccessStep {
    /// The move.
    pub const fn as_move(&self) -> AccessMove {
        match self {
            Self::AskIdentity => AccessMove::AskIdentity,
            Self::ConfirmIdentity(_) => AccessMove::ConfirmIdentity,
            Self::Extend(_) => AccessMove::Extend,
            Self::Redact(..) => AccessMove::Redact,
            Self::Restore(_) => AccessMove::Restore,
            Self::Submit => AccessMove::Submit,
            Self::Return(_) => AccessMove::Return,
            Self::Check => AccessMove::Check,
            Self::Give(_) => AccessMove::Give,
            Self::Withdraw(_) => AccessMove::Withdraw,
        }
    }
}

/// Takes a step.
///
/// # Errors
/// [`Refusal::Stale`] where somebody took another first; [`Refusal::NotNow`] where the state does not allow it, where one would
/// check one's own work, and where the copy is no longer the one that was handed over.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    id: AccessRequestId,
    seen: i64,
    step: AccessStep,
) -> Result<AccessRequest, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "take a step with a request for a copy").await?;
    let (standing, request) = cx.request_read(id).await?;
    cx.permit(action_of(step.as_move()), &standing, None)?;
    if request.version() != seen {
        return Err(Refusal::Stale { seen, now: request.version() });
    }
    let fact = cx.access_fact(&standing, &request, step).await?;
    let (stamp, today) = (cx.stamp(), cx.today());
    let before = cx.due_of(&request).await?;
    if matches!(fact, AccessFact::Extended(_)) && before.is_some_and(|due| due < today) {
        return Err(Refusal::NotNow("The time is over, so it cannot be extended any more.".to_owned()));
    }
    let after = request.append(stamp, today, fact)?;
    if !cx.tx.append_access_fact(&after, seen).await? {
        return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
    }
    cx.tell_access(&after);
    cx.settle_access(&after, before).await?;
    cx.answer(after).await
}

impl Cx<'_> {
    async fn access_fact(
        &mut self,
        standing: &Standing,
        request: &AccessRequest,
        step: AccessStep,
    ) -> Result<AccessFact, Refusal> {
        Ok(match step {
            AccessStep::AskIdentity => AccessFact::IdentityAsked,
            AccessStep::ConfirmIdentity(how) => AccessFact::IdentityConfirmed(how),
            AccessStep::Extend(why) => AccessFact::Extended(why),
            AccessStep::Redact(key, exemption, words) => {
                let copied = self.copied(standing).await?;
                if !copied.entries.iter().any(|entry| entry.key == key) {
                    return Err(Refusal::field("entry", "unknown", "Select an entry of the record"));
                }
                AccessFact::Redacted(key, exemption, words)
            }
            AccessStep::Restore(key) => AccessFact::Restored(key),
            AccessStep::Submit => AccessFact::Submitted(self.identified(standing, request).await?),
            AccessStep::Return(why) => AccessFact::Returned(why),
            AccessStep::Check => AccessFact::Checked(self.identified(standing, request).await?),
            AccessStep::Give(how) => {
                let now = self.identified(standing, request).await?;
                if request.checked().is_some_and(|checked| *checked != now) {
                    return Err(super::changed());
                }
                AccessFact::Given(how)
            }
            AccessStep::Withdraw(words) => AccessFact::Withdrawn(words),
        })
    }

    /// What identifies the copy as it is now.
    async fn identified(&mut self, standing: &Standing, request: &AccessRequest) -> Result<Line, Refusal> {
        let fingerprint = self.copied(standing).await?.fingerprint(request);
        Line::new(&fingerprint).map_err(|_| crate::cx::missing("what identifies a copy"))
    }

    fn tell_access(&mut self, after: &AccessRequest) {
        let Some((_, day, fact)) = after.facts().last() else { return };
        let body = told::fact(*day, fact);
        let mut event = self.event(after.asked.person, EventKind::CopyStepped, Section::Notes, body);
        event.subject = Some(after.asked.id.0);
        self.append(event);
    }

    /// The duty to answer goes with the clock, and ends with the request.
    async fn settle_access(
        &mut self,
        after: &AccessRequest,
        before: Option<jiff::civil::Date>,
    ) -> Result<(), Refusal> {
        let (person, subject) = (after.asked.person, after.asked.id.0);
        let kinds = [DutyKind::AnswerAccessRequest];
        let closing = match after.state() {
            AccessState::Given => Closing::Done,
            AccessState::Withdrawn => Closing::Overtaken,
            _ => {
                let due = self.due_of(after).await?;
                if let Some(due) = due.filter(|_| due != before) {
                    self.move_duties(person, subject, &kinds, due).await?;
                }
                return Ok(());
            }
        };
        self.close_duties(person, subject, &kinds, closing).await.map(drop)
    }
}
