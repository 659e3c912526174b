//! What became of an appointment: recorded by whoever held it, seen by whoever supervises the moment it is saved.
//!
//! An absence is not judged here: it is handed to the supervising practitioner, who must decide (practice catalogue, S0-15).

use crate::{
    App, Cx,
    enforcement::{Absence, failure_recorded},
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    agency::AgencyKind,
    appointment::{Appointment, Attendance, Fact, NotHeld, Outcome, Step, StepRefused},
    duty::{Closing, DutyKind},
    ids::{AccountId, AgencyId, AppointmentId},
    notice::NoticeKind,
    section::Purpose,
    text::{Line, Prose},
};
use gate::{Action, Viewer};

/// What became of it, as somebody recorded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordAttendance {
    /// Whether the person came.
    pub attendance: Attendance,
    /// On whose side the reason lay that no session took place, if none did and it is known.
    pub not_held: Option<NotHeld>,
    /// The reason that the person offered.
    pub reason_offered: Option<Prose>,
    /// Behaviour worth telling.
    pub behaviour: Option<Prose>,
    /// A concern about safety or risk.
    pub concern: Option<Prose>,
}

impl RecordAttendance {
    pub(super) fn outcome(self) -> Outcome {
        let Self { attendance, not_held, reason_offered, behaviour, concern } = self;
        Outcome { attendance, not_held, reason_offered, behaviour, concern }
    }
}

/// Records what became of an appointment; gives it as it is now.
///
/// Invariant: the fact, its event, the notices, and the question of whether an absence is acceptable commit together.
pub async fn record(
    app: &App,
    viewer: &Viewer,
    id: AppointmentId,
    seen: i64,
    command: RecordAttendance,
) -> Result<Appointment, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record attendance").await?;
    cx.permit_role(Action::RecordAttendance)?;
    let (standing, booked) = cx.own_appointment(id, seen, Step::Record, Action::RecordAttendance).await?;
    let referral = match booked.booking.referral {
        Some(id) => Some(cx.referral_of_session(&standing, id).await?),
        None => None,
    };
    let outcome = command.outcome();
    let fact = Fact::Recorded(outcome.clone());
    let (stamp, today) = (cx.stamp(), cx.today());
    let one = booked.append(stamp, fact.clone(), today).map_err(refused)?;
    if !cx.tx.append_appointment(&one).await? {
        return Err(Refusal::Stale { seen, now: one.version() });
    }
    let (person, subject) = (one.booking.person, one.booking.id.0);
    cx.close_duties(person, subject, &[DutyKind::Appointment], Closing::Done).await?;
    if !one.state().took_place() {
        cx.close_duties(person, subject, &[DutyKind::FeedbackDue], Closing::Overtaken).await?;
    }
    let said = body::appointment_fact(one.state(), &fact);
    let mut event = cx.event(person, EventKind::AppointmentOutcome, one.booking.section, said);
    event.subject = Some(subject);
    event.sent_to = one.booking.told;
    cx.append(event);
    let manager = referral.as_ref().map(|one| (one.request.made_by, one.request.from));
    cx.tell_manager(manager, &one, &outcome).await?;
    let ordered = referral
        .as_ref()
        .map_or(viewer.agency_kind == AgencyKind::Probation, |one| one.request.requirement.is_some());
    if ordered && outcome.asks_decision() {
        failure_recorded(&mut cx, absence(&one, &outcome)?).await?;
    }
    cx.answer(one).await
}

/// The absence as enforcement takes it up: it was part of an order, so somebody has to decide about the reason.
pub(super) fn absence(one: &Appointment, outcome: &Outcome) -> Result<Absence, Refusal> {
    let booking = &one.booking;
    let what = format!("{}: appointment at {}", one.state(), booking.place);
    Ok(Absence {
        person: booking.person,
        order: None,
        appointment: Some(booking.id),
        day: booking.day,
        what: first_of(&what).ok_or(crate::cx::missing("words for an absence"))?,
        offered: outcome.reason_offered.as_ref().and_then(|words| first_of(words.as_str())),
    })
}

/// As much of a text as one line holds; the appointment has all of it.
fn first_of(text: &str) -> Option<Line> {
    let short: String = text.chars().take(Line::MOST).collect();
    Line::new(&short).ok()
}

impl Cx<'_> {
    /// Puts on the desk of whoever supervises what they have to know of it.
    async fn tell_manager(
        &mut self,
        manager: Option<(AccountId, AgencyId)>,
        one: &Appointment,
        outcome: &Outcome,
    ) -> Result<(), Refusal> {
        let Some(manager) = manager else { return Ok(()) };
        let news = [
            (outcome.asks_decision(), NoticeKind::Absence),
            (outcome.behaviour.is_some(), NoticeKind::Behaviour),
            (outcome.concern.is_some(), NoticeKind::Concern),
        ];
        for (is_new, kind) in news {
            if is_new {
                self.tell(manager, one.booking.person, one.booking.id.0, kind).await?;
            }
        }
        Ok(())
    }
}

pub(super) fn refused(refused: StepRefused) -> Refusal {
    match refused {
        StepRefused::TooEarly => {
            Refusal::field("attendance", "too-early", "Record attendance on the day or afterwards")
        }
        StepRefused::Same => Refusal::field(
            "attendance",
            "same",
            "That is what was recorded. Change what is wrong, or leave it as it is",
        ),
        StepRefused::NotNow { from, .. } => Refusal::not_now("appointment", from.words()),
    }
}
