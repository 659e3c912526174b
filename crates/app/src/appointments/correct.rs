//! What became of an appointment was recorded wrongly: the right outcome takes the place of the wrong one, which stays to be
//! read with who corrected it, when and why.
//!
//! What followed from the wrong one goes with it: a failure to comply is withdrawn or asked about, feedback falls due or does
//! not. Feedback that was given stays what its writer said.

use super::record::{RecordAttendance, absence, refused};
use crate::{
    App, Cx,
    duties::NewDuty,
    enforcement::{failure_restored, failure_withdrawn},
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    agency::AgencyKind,
    appointment::{Appointment, Outcome, Step},
    duty::{Closing, DutyKind},
    ids::AppointmentId,
    notice::NoticeKind,
    referral::Referral,
    section::Purpose,
    text::Prose,
};
use gate::{Action, Viewer};

/// Feedback of one person looked through at most.
const MOST: u32 = 500;

/// What became of it instead, and why it was recorded otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectAttendance {
    /// What became of it.
    pub right: RecordAttendance,
    /// Why it is corrected.
    pub why: Prose,
}

/// Corrects what was recorded of an appointment; gives it as it is now.
///
/// Invariant: the old outcome is kept; the new one, its event, and what follows from it or no longer does commit together.
///
/// # Errors
/// [`Refusal::NotNow`] when nothing was recorded, or a warning or more rests on what was; [`Refusal::Stale`] when somebody
/// else corrected it since.
pub async fn correct(
    app: &App,
    viewer: &Viewer,
    id: AppointmentId,
    seen: i64,
    command: CorrectAttendance,
) -> Result<Appointment, Refusal> {
    let mut cx =
        app.write(viewer, Purpose::Supervision, "correct what was recorded of an appointment").await?;
    cx.permit_role(Action::RecordAttendance)?;
    let (standing, before) = cx.own_appointment(id, seen, Step::Correct, Action::RecordAttendance).await?;
    let referral = match before.booking.referral {
        Some(id) => {
            let sealed = cx.tx.referral(id).await?;
            sealed.and_then(|sealed| cx.open(&standing, sealed).opened())
        }
        None => None,
    };
    let wrong = before.outcome().map(|(_, outcome)| outcome.clone());
    let Some(wrong) = wrong else {
        return Err(Refusal::not_now("appointment", before.state().words()));
    };
    let (right, why) = (command.right.outcome(), command.why);
    let after =
        before.clone().correct(cx.stamp(), why.clone(), right.clone(), cx.today()).map_err(refused)?;
    if !cx.tx.correct_appointment(&after).await? {
        return Err(Refusal::Stale { seen, now: after.version() });
    }
    let mut event = cx.event(
        after.booking.person,
        EventKind::AppointmentCorrected,
        after.booking.section,
        body::appointment_corrected((before.state(), &wrong), (after.state(), &right), &why),
    );
    (event.subject, event.sent_to) = (Some(id.0), after.booking.told);
    cx.append(event);
    cx.settle_feedback(&before, &after, referral.as_ref()).await?;
    let ordered = referral
        .as_ref()
        .map_or(viewer.agency_kind == AgencyKind::Probation, |one| one.request.requirement.is_some());
    if ordered {
        cx.settle_absence(&after, &wrong, &right, &why).await?;
    }
    if let Some(referral) = &referral {
        let manager = (referral.request.made_by, referral.request.from);
        cx.tell(manager, standing.person, id.0, NoticeKind::OutcomeCorrected).await?;
    }
    cx.answer(after).await
}

impl Cx<'_> {
    /// Feedback is due on a session that took place after all, unless it was given; on one that did not, it is due no longer.
    async fn settle_feedback(
        &mut self,
        before: &Appointment,
        after: &Appointment,
        referral: Option<&Referral>,
    ) -> Result<(), Refusal> {
        let (was, is) = (before.state().took_place(), after.state().took_place());
        let (person, subject) = (after.booking.person, after.booking.id.0);
        if was && !is {
            self.close_duties(person, subject, &[DutyKind::FeedbackDue], Closing::Undone).await?;
        }
        let Some(referral) = referral.filter(|_| is && !was) else { return Ok(()) };
        let given = self.tx.feedback_of(person, MOST).await?;
        let standing = self.standing(person).await?;
        if self.open_all(&standing, given).iter().any(|one| one.appointment == after.booking.id) {
            return Ok(());
        }
        let due: Vec<NewDuty> = self.feedback_due(&after.booking, referral).await?;
        self.open_duties(due).await.map(drop)
    }

    /// Whether an absence asks for a decision has changed, or not.
    async fn settle_absence(
        &mut self,
        after: &Appointment,
        wrong: &Outcome,
        right: &Outcome,
        why: &Prose,
    ) -> Result<(), Refusal> {
        match (wrong.asks_decision(), right.asks_decision()) {
            (true, false) => failure_withdrawn(self, after.booking.person, after.booking.id, why).await,
            (false, true) => failure_restored(self, absence(after, right)?, why).await,
            _ => Ok(()),
        }
    }
}
