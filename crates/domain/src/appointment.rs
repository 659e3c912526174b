//! An appointment: booked, moved, what became of it; derived from its dated facts.
//!
//! A moved appointment stays as it was, marked as replaced, with who asked and why (orders.md, section 4.4). Attendance,
//! whether the session took place, behaviour and concern are told apart. Whether an absence is acceptable is nobody's to
//! decide here: the supervising practitioner decides that. What was recorded by mistake is corrected by later facts: the old
//! outcome stays to be read, with who corrected it and why.

#[cfg(test)]
mod tests;

use crate::{
    codes,
    ids::{AccountId, AgencyId, AppointmentId, PersonId, ReferralId},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::{Timestamp, civil::Date};

codes! {
    /// Whether the person came.
    Attendance {
        Attended = "yes", "Attended";
        Late = "late", "Attended, late";
        DidNotAttend = "no", "Did not attend";
    }
}

codes! {
    /// Why a session did not take place (orders.md, section 4.4).
    NotHeld {
        Acceptable = "person_acceptable", "The person, for an acceptable reason";
        Unacceptable = "person_unacceptable", "The person, for an unacceptable reason";
        Logistics = "logistics", "The service: staff, room or other logistics";
    }
}

codes! {
    /// Who asked for another time.
    AskedBy {
        Person = "person", "The person";
        Provider = "provider", "The service";
        Referrer = "referrer", "The referring agency";
    }
}

codes! {
    /// Where an appointment stands.
    State {
        Booked = "booked", "Booked";
        Replaced = "replaced", "Moved to another time";
        CalledOff = "called_off", "Called off";
        Attended = "attended", "Attended";
        AttendedLate = "attended_late", "Attended, late";
        NotHeld = "not_held", "Came, but the session did not take place";
        Absent = "absent", "Did not attend";
    }
}

impl State {
    /// Whether it lies ahead, or its outcome is still missing.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Booked)
    }

    /// Whether this state allows the step.
    pub const fn allows(self, step: Step) -> bool {
        match step {
            Step::Move | Step::CallOff | Step::Record => self.is_open(),
            Step::Correct => {
                matches!(self, Self::Attended | Self::AttendedLate | Self::NotHeld | Self::Absent)
            }
        }
    }

    /// Whether the person and the worker met for a session.
    pub const fn took_place(self) -> bool {
        matches!(self, Self::Attended | Self::AttendedLate)
    }
}

/// What became of an appointment. Whether the person came, and whether the session took place, are two questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the person came.
    pub attendance: Attendance,
    /// On whose side the reason lay that no session took place; `None` where one did, or where nobody knows why the
    /// person stayed away.
    pub not_held: Option<NotHeld>,
    /// The reason that the person offered.
    pub reason_offered: Option<Prose>,
    /// Behaviour worth telling, apart from attendance.
    pub behaviour: Option<Prose>,
    /// A concern about safety or risk, apart from attendance.
    pub concern: Option<Prose>,
}

impl Outcome {
    /// What became of it, with nothing else to tell.
    pub const fn new(attendance: Attendance, not_held: Option<NotHeld>) -> Self {
        Self { attendance, not_held, reason_offered: None, behaviour: None, concern: None }
    }

    /// Whether a failure has to be decided on: the reason does not lie with the service. The recording worker's opinion of
    /// it decides nothing (practice catalogue, S0-15).
    pub const fn asks_decision(&self) -> bool {
        match self.not_held {
            Some(NotHeld::Logistics) => false,
            Some(NotHeld::Acceptable | NotHeld::Unacceptable) => true,
            None => matches!(self.attendance, Attendance::DidNotAttend),
        }
    }

    const fn state(&self) -> State {
        match (self.attendance, self.not_held) {
            (Attendance::DidNotAttend, _) => State::Absent,
            (Attendance::Attended | Attendance::Late, Some(_)) => State::NotHeld,
            (Attendance::Attended, None) => State::Attended,
            (Attendance::Late, None) => State::AttendedLate,
        }
    }
}

/// A dated fact about an appointment: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// It was moved: the new one is another appointment, and this one stays as it was.
    Moved {
        /// The appointment in its place.
        to: AppointmentId,
        /// Who asked.
        asked_by: AskedBy,
        /// Why.
        why: Prose,
    },
    /// It was called off beforehand, with nothing in its place.
    CalledOff {
        /// Who asked.
        asked_by: AskedBy,
        /// Why.
        why: Prose,
    },
    /// What became of it.
    Recorded(Outcome),
    /// What was recorded is wrong, and why: what became of it instead follows.
    Corrected(Prose),
}

codes! {
    /// A step somebody may take next.
    Step {
        Move = "move", "Move to another time";
        CallOff = "call_off", "Call off";
        Record = "record", "Record attendance";
        Correct = "correct", "Correct what was recorded";
    }
}

impl Fact {
    /// The step that this fact records.
    pub const fn as_step(&self) -> Step {
        match self {
            Self::Moved { .. } => Step::Move,
            Self::CalledOff { .. } => Step::CallOff,
            Self::Recorded(_) => Step::Record,
            Self::Corrected(_) => Step::Correct,
        }
    }
}

/// Why a step is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepRefused {
    /// The state does not allow it.
    #[error("an appointment that is {from} cannot take the step {step:?}")]
    NotNow {
        /// Where it stands.
        from: State,
        /// What was tried.
        step: Step,
    },
    /// An outcome before the day.
    #[error("the day of the appointment has not come")]
    TooEarly,
    /// A correction that says what was recorded already.
    #[error("that is what was recorded")]
    Same,
}

/// What was booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// Its id.
    pub id: AppointmentId,
    /// Whose.
    pub person: PersonId,
    /// With whom.
    pub account: AccountId,
    /// The agency whose appointment it is.
    pub agency: AgencyId,
    /// When.
    pub at: Timestamp,
    /// The day of it in London.
    pub day: Date,
    /// How long, in minutes.
    pub minutes: u16,
    /// Where, in words.
    pub place: Line,
    /// The referral that it belongs to, for a session of a service.
    pub referral: Option<ReferralId>,
    /// The agency that referred, which sees attendance.
    pub told: Option<AgencyId>,
    /// The probation appointment on the same day at the same place that it stands beside.
    pub beside: Option<AppointmentId>,
    /// The one in whose place it stands.
    pub replaces: Option<AppointmentId>,
    /// The section of the record in which it lies.
    pub section: Section,
    /// Booked when, by whom.
    pub stamp: Stamp,
}

/// An appointment with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// What was booked.
    pub booking: Booking,
    facts: Vec<(Stamp, Fact)>, // INVARIANT: replaying them from `Booked` gives `state`
    state: State,
}

impl Appointment {
    /// An appointment that was booked, and to which nothing has happened since.
    pub const fn booked(booking: Booking) -> Self {
        Self { booking, facts: Vec::new(), state: State::Booked }
    }

    /// Rebuilds an appointment from its booking and its kept facts. That an outcome waits for the day was asked when it was
    /// recorded, and is not asked again.
    ///
    /// # Errors
    /// [`StepRefused`] when the facts contradict each other.
    pub fn replay(
        booking: Booking,
        facts: impl IntoIterator<Item = (Stamp, Fact)>,
    ) -> Result<Self, StepRefused> {
        let day = booking.day;
        facts.into_iter().try_fold(Self::booked(booking), |one, (stamp, fact)| one.append(stamp, fact, day))
    }

    /// Takes the step that `fact` records, on `today`.
    ///
    /// # Errors
    /// [`StepRefused`] when the state does not allow it, or an outcome comes before the day.
    pub fn append(mut self, stamp: Stamp, fact: Fact, today: Date) -> Result<Self, StepRefused> {
        if !self.state.allows(fact.as_step()) {
            return Err(StepRefused::NotNow { from: self.state, step: fact.as_step() });
        }
        self.state = match &fact {
            Fact::Moved { .. } => State::Replaced,
            Fact::CalledOff { .. } => State::CalledOff,
            Fact::Corrected(_) => State::Booked,
            Fact::Recorded(_) if today < self.booking.day => return Err(StepRefused::TooEarly),
            Fact::Recorded(outcome) => outcome.state(),
        };
        self.facts.push((stamp, fact));
        Ok(self)
    }

    /// Says what became of it instead of what was recorded by mistake: two facts, which stand or fall together.
    ///
    /// # Errors
    /// [`StepRefused`] when nothing was recorded yet, or the same.
    pub fn correct(
        self,
        stamp: Stamp,
        why: Prose,
        outcome: Outcome,
        today: Date,
    ) -> Result<Self, StepRefused> {
        if self.outcome().is_some_and(|(_, recorded)| *recorded == outcome) {
            return Err(StepRefused::Same);
        }
        self.append(stamp, Fact::Corrected(why), today)?.append(stamp, Fact::Recorded(outcome), today)
    }

    /// Where it stands.
    pub const fn state(&self) -> State {
        self.state
    }

    /// Its history since it was booked, oldest first.
    pub fn facts(&self) -> &[(Stamp, Fact)] {
        &self.facts
    }

    /// Facts since it was booked, and one for the booking: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// What became of it, with who recorded that: what was corrected since counts no more.
    pub fn outcome(&self) -> Option<(&Stamp, &Outcome)> {
        match self.facts.last() {
            Some((stamp, Fact::Recorded(outcome))) => Some((stamp, outcome)),
            _ => None,
        }
    }

    /// The steps that are open on `today`.
    pub fn steps(&self, today: Date) -> impl Iterator<Item = Step> {
        let (state, come) = (self.state, today >= self.booking.day);
        Step::ALL.iter().copied().filter(move |step| state.allows(*step) && (*step != Step::Record || come))
    }
}
