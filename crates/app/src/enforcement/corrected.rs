//! What an absence led to, once its record is corrected: withdrawn, or restored if it was right after all.
//!
//! Whoever corrects need not be one to read the failure, and is told no more of it than that something rests on the record.
//! Nothing is deleted, and a warning or a case before the court is never touched.

use super::{
    decide::kind_of,
    record::{Absence, failure_recorded},
    told,
};
use crate::{Cx, refusal::Refusal};
use domain::{
    duty::Closing,
    enforcement::DUTIES,
    failure::{Failure, FailureFact, FailureMove, FailureState, MayWarn},
    ids::{AppointmentId, PersonId},
    section::Section,
    text::Prose,
};

/// An outcome that asks nobody to decide takes the place of one that did: what followed from that one is withdrawn.
///
/// # Errors
/// [`Refusal::NotNow`] when a warning, or more, rests on it.
pub async fn failure_withdrawn(
    cx: &mut Cx<'_>,
    person: PersonId,
    appointment: AppointmentId,
    why: &Prose,
) -> Result<(), Refusal> {
    for failure in cx.tx.failures_of_appointment(person, appointment).await? {
        // A warning that late evidence made void was settled by it, and so is the failure.
        let settled = failure.state() == FailureState::Acceptable && failure.warning().is_some();
        if failure.state() == FailureState::Withdrawn || settled {
            continue;
        }
        if !failure.allows(FailureMove::Withdraw, MayWarn::Choice) {
            return Err(rests_on_it(cx, &failure));
        }
        let subject = failure.failed.id.0;
        cx.follow_correction(failure, FailureFact::Withdrawn(why.clone())).await?;
        cx.close_duties(person, subject, &DUTIES, Closing::Undone).await?;
    }
    Ok(())
}

/// An outcome that asks for a decision takes the place of one that did not: what was withdrawn is restored, and what nobody
/// was asked about is asked.
pub async fn failure_restored(cx: &mut Cx<'_>, absence: Absence, why: &Prose) -> Result<(), Refusal> {
    let Some(appointment) = absence.appointment else { return Ok(()) };
    let before = cx.tx.failures_of_appointment(absence.person, appointment).await?;
    let Some(withdrawn) = before.into_iter().find(|one| one.state() == FailureState::Withdrawn) else {
        return failure_recorded(cx, absence).await.map(drop);
    };
    // An order that is over asks for no decision.
    let Some(brief) = cx.brief(absence.person, withdrawn.failed.order).await? else { return Ok(()) };
    let restored = cx.follow_correction(withdrawn, FailureFact::Restored(why.clone())).await?;
    cx.ask_to_decide(&restored.failed, &brief).await.map(drop)
}

/// What rests on the outcome, in words that say what to do first: in full to the agency that decides on failures.
fn rests_on_it(cx: &Cx<'_>, failure: &Failure) -> Refusal {
    let words = if failure.failed.holder == cx.agency() {
        match failure.state() {
            FailureState::Warned => {
                "A warning rests on this absence. Accept late evidence on the failure first, which makes the warning \
                 void; then correct the outcome."
            }
            FailureState::Referred => {
                "This absence was referred for enforcement. Accept late evidence on the failure first; then correct \
                 the outcome."
            }
            _ => {
                "This absence was taken to court, so the record stays as the court was told it. Tell the enforcement \
                 officer what is wrong, and record it as a note."
            }
        }
    } else {
        "Probation has acted on what was recorded. Ask the person’s probation practitioner to take that back first; then \
         correct the outcome."
    };
    Refusal::NotNow(words.to_owned())
}

impl Cx<'_> {
    /// Writes a step that follows from a correction, with its event.
    async fn follow_correction(&mut self, failure: Failure, fact: FailureFact) -> Result<Failure, Refusal> {
        let (seen, day, kind) = (failure.version(), self.today(), kind_of(fact.as_move()));
        let body = told::step(day, &fact);
        let after = failure.append(self.stamp(), day, fact, MayWarn::Choice)?;
        if !self.tx.append_failure_fact(&after, seen).await? {
            return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
        }
        let failed = &after.failed;
        let mut event = self.event(failed.person, kind, Section::Compliance, body);
        event.subject = Some(failed.id.0);
        if failed.holder != self.agency() {
            event.sent_to = Some(failed.holder);
        }
        self.append(event);
        Ok(after)
    }
}
