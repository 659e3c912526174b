//! What becomes of a handover: taken on with an owner, declined, or withdrawn by whoever gave it.

use crate::{App, Cx, events::EventKind, refusal::Refusal};
use domain::{
    case_handover::{CaseHandover, HandoverFact, HandoverMove, HandoverState},
    duty::{Closing, DutyKind},
    ids::{AccountId, CaseHandoverId},
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Standing, Viewer};
use serde_json::json;

/// A step that somebody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandoverStep {
    /// The person is taken on, and this practitioner owns what follows.
    TakeOn(AccountId),
    /// The person is not taken on.
    Decline(Line),
    /// Handed over by mistake, or needed no longer.
    Withdraw(Line),
}

impl HandoverStep {
    fn fact(self) -> HandoverFact {
        match self {
            Self::TakeOn(account) => HandoverFact::TakenOn(Some(account)),
            Self::Decline(reason) => HandoverFact::Declined(reason),
            Self::Withdraw(reason) => HandoverFact::Withdrawn(reason),
        }
    }
}

/// Takes a step; answers the handover's version after it.
///
/// Invariant: the fact, who then owns what, and the events commit together.
pub async fn answer(
    app: &App,
    viewer: &Viewer,
    id: CaseHandoverId,
    seen: i64,
    step: HandoverStep,
) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Referral, "answer a handover").await?;
    let fact = step.fact();
    let action = action_of(fact.as_move());
    cx.permit_role(action)?;
    let (standing, one) = cx.case_handover(id).await?;
    cx.permit(action, &standing, None)?;
    // Each end takes its own steps alone; the other's are as absent.
    let own = if fact.as_move().is_an_answer() { one.offer.to } else { one.offer.from };
    if own != cx.agency() {
        return Err(Refusal::NotFound);
    }
    if one.version() != seen {
        return Err(Refusal::Stale { seen, now: one.version() });
    }
    if let HandoverFact::TakenOn(Some(account)) = fact {
        cx.colleague(account).await?;
    }
    let now = cx.step_handover(&one, fact).await?;
    if let Some((_, HandoverFact::TakenOn(Some(account)))) = now.facts().last() {
        cx.join_team(standing.person, *account).await?;
    }
    cx.answer(now.version()).await
}

/// The action that a step asks leave for.
pub(super) const fn action_of(step: HandoverMove) -> Action {
    if step.is_an_answer() { Action::AnswerHandover } else { Action::HandOver }
}

impl Cx<'_> {
    /// An order that the agency records for somebody who waits to be taken on takes them on: the order has an owner.
    pub(crate) async fn taken_on_by_order(
        &mut self,
        standing: &Standing,
        account: Option<AccountId>,
    ) -> Result<(), Refusal> {
        let own = self.agency();
        let waiting = self.case_handovers(standing).await?;
        for one in waiting.iter().filter(|one| one.offer.to == own && one.state() == HandoverState::Waiting) {
            self.step_handover(one, HandoverFact::TakenOn(account)).await?;
        }
        Ok(())
    }

    /// Declines a handover for an agency that has left: it goes back to whoever gave it.
    pub(crate) async fn hand_back(&mut self, one: &CaseHandover, why: Line) -> Result<(), Refusal> {
        self.step_handover(one, HandoverFact::Declined(why)).await.map(drop)
    }

    /// Writes a step with all that follows from it.
    async fn step_handover(
        &mut self,
        one: &CaseHandover,
        fact: HandoverFact,
    ) -> Result<CaseHandover, Refusal> {
        let (seen, offer) = (one.version(), &one.offer);
        let now = one.clone().append(self.stamp(), fact.clone())?;
        if !self.tx.append_case_handover_fact(&now, seen).await? {
            return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
        }
        let (person, subject) = (offer.person, offer.id.0);
        let (kind, closing, other) = match fact {
            HandoverFact::TakenOn(_) => (EventKind::CaseTakenOn, Closing::Done, offer.from),
            HandoverFact::Declined(_) => (EventKind::CaseDeclined, Closing::Done, offer.from),
            HandoverFact::Withdrawn(_) => (EventKind::CaseWithdrawn, Closing::Undone, offer.to),
        };
        let account = if let HandoverFact::TakenOn(account) = fact { account } else { None };
        let body = json!({
            "id": subject, "account": account.map(|one| one.0), "reason": fact.reason().map(Line::as_str),
        });
        let mut event = self.event(person, kind, Section::Plan, body);
        (event.subject, event.sent_to) = (Some(subject), Some(other));
        self.append(event);
        self.close_duties(person, subject, &[DutyKind::TakeOn, DutyKind::HandoverAnswer], closing).await?;
        match fact {
            HandoverFact::TakenOn(_) => {
                self.take_over_reviews(person, offer.from).await?;
                self.end_screening(person, offer.from).await?;
            }
            HandoverFact::Declined(reason) => {
                self.end_begun(one).await?;
                let words = format!("Declined: {reason}");
                self.owes_handover(person, offer.stamp.by, offer.from, &words).await?;
            }
            HandoverFact::Withdrawn(_) => {
                self.close_duties(person, person.0, &[DutyKind::HandOver], Closing::Overtaken).await?;
                self.end_begun(one).await?;
            }
        }
        Ok(now)
    }

    /// The other agency's involvement ends where it began with the handover alone.
    async fn end_begun(&mut self, one: &CaseHandover) -> Result<(), Refusal> {
        let (person, today) = (one.offer.person, self.today());
        if let Some(id) = one.offer.involvement
            && let Some(ended) = self.tx.end_involvement(person, id, today).await?
        {
            self.involvement_ended(&ended);
        }
        Ok(())
    }
}
