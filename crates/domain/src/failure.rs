//! A failure to comply with one order: its dated facts, the state derived from them, and the moves that state allows.
//!
//! The statutory machine of orders.md, section 4.1. A failure and its warning are separate dated facts: late evidence makes
//! a warning void and deletes nothing. What rested on a record that was wrong is withdrawn, and restored if it was right
//! after all; nobody chooses that step: it follows from the correction. What must be done by when follows in [`crate::enforcement`].

use crate::{
    codes,
    ids::{AgencyId, AppointmentId, FailureId, OrderId, PersonId},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::civil::Date;

codes! {
    /// Where a failure stands.
    FailureState {
        Undecided = "undecided", "To be decided";
        Waiting = "waiting", "Waiting for evidence";
        Acceptable = "acceptable", "Acceptable";
        Unacceptable = "unacceptable", "Unacceptable: warn or refer";
        Warned = "warned", "Warning given";
        Referred = "referred", "Referred for enforcement";
        Begun = "begun", "Before the court";
        NotPursued = "not_pursued", "Not taken to court";
        Heard = "heard", "Heard";
        Withdrawn = "withdrawn", "Withdrawn: the record was corrected";
    }
}

codes! {
    /// What may be done about a failure.
    FailureMove {
        Await = "await", "Wait for evidence";
        Accept = "accept", "Accept the reason";
        Reject = "reject", "Find the failure unacceptable";
        Warn = "warn", "Give a warning";
        Refer = "refer", "Refer to the enforcement officer";
        Void = "void", "Accept late evidence";
        Begin = "begin", "Begin breach proceedings";
        Drop = "drop", "Not take it to court";
        Hear = "hear", "Record the hearing";
        Withdraw = "withdraw", "Withdraw: the record was corrected";
        Restore = "restore", "Restore: the record was right";
    }
}

codes! {
    /// What the court found.
    Finding {
        Proved = "proved", "Proved";
        NotProved = "not_proved", "Not proved";
        Withdrawn = "withdrawn", "Withdrawn";
        Adjourned = "adjourned", "Adjourned";
    }
}

/// The three things that a warning must say (Sch 10 paragraph 6, Sch 16 paragraph 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// (a) What happened.
    pub circumstances: Prose,
    /// (b) That it is unacceptable.
    pub unacceptable: Prose,
    /// (c) That another breach within the period makes the person liable to be brought to court.
    pub liability: Prose,
}

/// A dated fact about a failure: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FailureFact {
    /// A decision waits for evidence.
    Awaited,
    /// There was a reasonable excuse.
    Accepted(Prose),
    /// There was none.
    Rejected(Prose),
    /// A warning was given.
    Warned(Warning),
    /// It was referred to the enforcement officer, and why.
    Referred(Prose),
    /// Evidence came late, and the failure is acceptable after all; a warning is void.
    Voided(Prose),
    /// An information was laid.
    Begun,
    /// The enforcement officer does not take it to court, and why.
    Dropped(Prose),
    /// The court heard it.
    Heard(Finding, Option<Prose>),
    /// The record that it rested on was corrected, and why.
    Withdrawn(Prose),
    /// The correction was itself corrected, and why.
    Restored(Prose),
}

impl FailureFact {
    /// The move that this fact records.
    pub const fn as_move(&self) -> FailureMove {
        match self {
            Self::Awaited => FailureMove::Await,
            Self::Accepted(_) => FailureMove::Accept,
            Self::Rejected(_) => FailureMove::Reject,
            Self::Warned(_) => FailureMove::Warn,
            Self::Referred(_) => FailureMove::Refer,
            Self::Voided(_) => FailureMove::Void,
            Self::Begun => FailureMove::Begin,
            Self::Dropped(_) => FailureMove::Drop,
            Self::Heard(..) => FailureMove::Hear,
            Self::Withdrawn(_) => FailureMove::Withdraw,
            Self::Restored(_) => FailureMove::Restore,
        }
    }

    /// The state that this fact leads to, from wherever it is allowed.
    pub const fn leads_to(&self) -> FailureState {
        match self {
            Self::Awaited => FailureState::Waiting,
            Self::Accepted(_) | Self::Voided(_) => FailureState::Acceptable,
            Self::Rejected(_) => FailureState::Unacceptable,
            Self::Warned(_) => FailureState::Warned,
            Self::Referred(_) => FailureState::Referred,
            Self::Begun | Self::Heard(Finding::Adjourned, _) => FailureState::Begun,
            Self::Dropped(_) => FailureState::NotPursued,
            Self::Heard(..) => FailureState::Heard,
            Self::Withdrawn(_) => FailureState::Withdrawn,
            Self::Restored(_) => FailureState::Undecided,
        }
    }
}

impl FailureMove {
    /// Whether it follows from a correction of the record, and is nobody's to choose.
    pub const fn follows(self) -> bool {
        matches!(self, Self::Withdraw | Self::Restore)
    }
}

/// Whether a warning on the same order forbids another for this failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayWarn {
    /// The responsible officer chooses: warn or refer, with a reason.
    Choice,
    /// A warning was given within the period: it must be referred.
    MustRefer,
}

impl FailureState {
    /// Whether this state allows the move.
    pub const fn allows(self, step: FailureMove, warn: MayWarn) -> bool {
        use FailureMove as M;
        match (self, step) {
            (Self::Undecided, M::Await | M::Accept | M::Reject | M::Withdraw)
            | (Self::Waiting, M::Accept | M::Reject | M::Withdraw)
            | (Self::Unacceptable, M::Refer | M::Void | M::Withdraw)
            | (Self::Warned, M::Void)
            | (Self::Referred, M::Void | M::Begin | M::Drop)
            | (Self::Begun, M::Hear)
            | (Self::Acceptable | Self::NotPursued, M::Withdraw)
            | (Self::Withdrawn, M::Restore) => true,
            (Self::Unacceptable, M::Warn) => matches!(warn, MayWarn::Choice),
            _ => false,
        }
    }

    /// The moves that this state leaves to somebody's choice.
    pub fn moves(self, warn: MayWarn) -> impl Iterator<Item = FailureMove> {
        FailureMove::ALL.iter().copied().filter(move |step| !step.follows() && self.allows(*step, warn))
    }

    /// Whether somebody still has to do something.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Undecided | Self::Waiting | Self::Unacceptable | Self::Referred | Self::Begun)
    }
}

/// What was recorded when the failure happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Its id.
    pub id: FailureId,
    /// Whose.
    pub person: PersonId,
    /// Of which order: warnings count for one order only.
    pub order: OrderId,
    /// The agency that holds the order, whose offender manager decides.
    pub holder: AgencyId,
    /// The appointment that was missed, where it was one.
    pub appointment: Option<AppointmentId>,
    /// The day it happened.
    pub day: Date,
    /// Who recorded it, when, for which agency: its source.
    pub source: Stamp,
    /// What happened, in a line.
    pub what: Line,
    /// The reason that the person offered.
    pub offered: Option<Line>,
}

/// A move that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FailureRefused {
    /// The state does not allow it.
    #[error("a failure that is {from:?} cannot take the step {step:?}")]
    Move {
        /// Where it stands.
        from: FailureState,
        /// What was tried.
        step: FailureMove,
    },
    /// A warning was given within the period.
    #[error("a warning was given on this order within the period: it must be referred")]
    MustRefer,
    /// The day of the step lies before the failure.
    #[error("nothing can be decided before it happened")]
    TooEarly,
}

/// A failure with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What was recorded.
    pub failed: Failed,
    facts: Vec<(Stamp, Date, FailureFact)>, // INVARIANT: replaying them from `Undecided` gives `state`
    state: FailureState,
}

impl Failure {
    /// A failure that nobody has decided yet.
    pub const fn recorded(failed: Failed) -> Self {
        Self { failed, facts: Vec::new(), state: FailureState::Undecided }
    }

    /// # Errors
    /// [`FailureRefused`] when the state, or an earlier warning, does not allow it.
    pub fn append(
        mut self,
        stamp: Stamp,
        day: Date,
        fact: FailureFact,
        warn: MayWarn,
    ) -> Result<Self, FailureRefused> {
        let step = fact.as_move();
        if day < self.failed.day {
            return Err(FailureRefused::TooEarly);
        }
        if !self.allows(step, warn) {
            let blocked = step == FailureMove::Warn && self.state.allows(step, MayWarn::Choice);
            return Err(if blocked {
                FailureRefused::MustRefer
            } else {
                FailureRefused::Move { from: self.state, step }
            });
        }
        self.state = fact.leads_to();
        self.facts.push((stamp, day, fact));
        Ok(self)
    }

    /// Whether a step may be taken now. What a warning was given for is not withdrawn, be the warning void or not.
    pub fn allows(&self, step: FailureMove, warn: MayWarn) -> bool {
        self.state.allows(step, warn) && (step != FailureMove::Withdraw || self.warning().is_none())
    }

    /// Rebuilds it from its kept facts; whether a warning was allowed was decided when it was given.
    ///
    /// # Errors
    /// [`FailureRefused`] when the facts contradict each other.
    pub fn replay(
        failed: Failed,
        facts: impl IntoIterator<Item = (Stamp, Date, FailureFact)>,
    ) -> Result<Self, FailureRefused> {
        facts.into_iter().try_fold(Self::recorded(failed), |failure, (stamp, day, fact)| {
            failure.append(stamp, day, fact, MayWarn::Choice)
        })
    }

    /// Where it stands.
    pub const fn state(&self) -> FailureState {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, Date, FailureFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// The warning given for it, void or not, with its day.
    pub fn warning(&self) -> Option<(Date, &Warning)> {
        self.facts.iter().find_map(|(_, day, fact)| match fact {
            FailureFact::Warned(warning) => Some((*day, warning)),
            _ => None,
        })
    }

    /// The day of the warning that counts: one that late evidence made void counts no more.
    pub fn counting_warning(&self) -> Option<Date> {
        let voided = self.facts.iter().any(|(.., fact)| matches!(fact, FailureFact::Voided(_)));
        if voided { None } else { self.warning().map(|(day, _)| day) }
    }

    /// The day on which it was first found acceptable or not.
    pub fn decided(&self) -> Option<(Stamp, Date)> {
        self.facts
            .iter()
            .find(|(.., fact)| matches!(fact, FailureFact::Accepted(_) | FailureFact::Rejected(_)))
            .map(|(stamp, day, _)| (*stamp, *day))
    }

    /// Hours from the record to the decision, once there was one.
    pub fn hours_to_decide(&self) -> Option<i64> {
        let (stamp, _) = self.decided()?;
        Some((stamp.at.as_millisecond() - self.failed.source.at.as_millisecond()) / 3_600_000)
    }
}
