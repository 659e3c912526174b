//! A summary for an employer, a landlord, a college or a voluntary body: what may be told of a record, for one opportunity,
//! with the person's consent to its exact words (information-sharing.md, section 6).
//!
//! What holds: one summary is one text, which never changes; who writes it does not approve it; nobody issues what was not
//! shown, agreed to and approved, in that order. Deliberately not here: whether a conviction is spent
//! ([`crate::rehabilitation`]), the consent itself ([`crate::consent`]), and what the letter looks like.

mod text;
mod wording;

pub use text::{ConvictionLine, Part, Subject, Template, Text, Words, compose};
pub use wording::{Fault, ListedWord, Topic, faults};

use crate::{
    codes,
    consent::Manner,
    ids::{AccountId, AgencyId, ConsentId, ConvictionId, PersonId, RecipientId, SummaryId},
    rehabilitation::Use,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::civil::Date;

codes! {
    /// What kind of body a summary goes to.
    RecipientKind {
        Employer = "employer", "Employer";
        Landlord = "landlord", "Landlord";
        College = "college", "College or training provider";
        Volunteering = "volunteering", "Body that takes volunteers";
    }
}

/// A body outside the system with which an agency has a relationship of trust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Its id.
    pub id: RecipientId,
    /// The agency that keeps the relationship.
    pub holder: AgencyId,
    /// What it is.
    pub kind: RecipientKind,
    /// Its name.
    pub name: Line,
    /// To whom there a letter goes.
    pub contact: Line,
    /// Where to.
    pub address: Prose,
    /// When it agreed to keep summaries confidential and to destroy them.
    pub agreed_on: Date,
    /// Who agreed for it.
    pub agreed_by: Line,
    /// Who wrote it down, when.
    pub stamp: Stamp,
}

codes! {
    /// Where a summary stands.
    SummaryState {
        Draft = "draft", "Written, not shown to the person yet";
        Shown = "shown", "Shown to the person";
        Declined = "declined", "The person said no";
        Consented = "consented", "Agreed to, waits for approval";
        Approved = "approved", "Approved, may be issued";
        Returned = "returned", "Sent back by the manager";
        Issued = "issued", "Issued";
        Withdrawn = "withdrawn", "Consent taken back";
        Dropped = "dropped", "Not gone on with";
    }
}

codes! {
    /// What may be done with it.
    SummaryMove {
        Show = "show", "Show it to the person";
        Consent = "consent", "Record that the person agrees";
        Decline = "decline", "Record that the person says no";
        Approve = "approve", "Approve";
        Return = "return", "Send back to its author";
        Issue = "issue", "Issue the letter";
        Withdraw = "withdraw", "Record that consent was taken back";
        Drop = "drop", "Not go on with it";
        Hear = "hear", "Record what came of it (optional)";
    }
}

impl SummaryState {
    /// The state after `step`; `None` where that is not possible.
    pub const fn after(self, step: SummaryMove) -> Option<Self> {
        use SummaryMove as M;
        match (self, step) {
            (Self::Draft, M::Show) => Some(Self::Shown),
            (Self::Shown, M::Consent) => Some(Self::Consented),
            (Self::Shown, M::Decline) => Some(Self::Declined),
            (Self::Consented, M::Approve) => Some(Self::Approved),
            (Self::Consented, M::Return) => Some(Self::Returned),
            (Self::Approved, M::Issue) | (Self::Issued, M::Hear) => Some(Self::Issued),
            (Self::Consented | Self::Approved | Self::Issued, M::Withdraw) => Some(Self::Withdrawn),
            (Self::Draft | Self::Shown | Self::Consented | Self::Approved, M::Drop) => Some(Self::Dropped),
            _ => None,
        }
    }

    /// The moves that this state allows.
    pub fn moves(self) -> impl Iterator<Item = SummaryMove> {
        SummaryMove::ALL.iter().copied().filter(move |step| self.after(*step).is_some())
    }

    /// Whether the text may still be of use to somebody.
    pub const fn is_alive(self) -> bool {
        matches!(self, Self::Draft | Self::Shown | Self::Consented | Self::Approved | Self::Issued)
    }
}

codes! {
    /// What came of an opportunity, where anybody asked and was told. That nobody did is no answer and no failure.
    CameOfIt {
        TakenOn = "taken_on", "Taken on";
        NotTakenOn = "not_taken_on", "Not taken on";
    }
}

/// The words for an opportunity of which nobody asked, or was told, what came.
pub const NOT_ASKED: &str = "Not asked or declined";

/// A dated fact about a summary: appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SummaryFact {
    /// The person was shown its exact text: how, and in which language.
    Shown(Manner, Line),
    /// The person agreed to that text, in this consent.
    Consented(ConsentId),
    /// The person said no.
    Declined,
    /// A manager approved it; with what was found about exceptions, where some may apply.
    Approved(Option<Prose>),
    /// A manager sent it back, and why.
    Returned(Prose),
    /// The letter was issued; its last day.
    Issued(Date),
    /// The person took the consent back.
    Withdrawn,
    /// It is not gone on with, and why.
    Dropped(Prose),
    /// What came of it.
    Heard(CameOfIt),
}

impl SummaryFact {
    /// The move that this fact records.
    pub const fn as_move(&self) -> SummaryMove {
        match self {
            Self::Shown(..) => SummaryMove::Show,
            Self::Consented(_) => SummaryMove::Consent,
            Self::Declined => SummaryMove::Decline,
            Self::Approved(_) => SummaryMove::Approve,
            Self::Returned(_) => SummaryMove::Return,
            Self::Issued(_) => SummaryMove::Issue,
            Self::Withdrawn => SummaryMove::Withdraw,
            Self::Dropped(_) => SummaryMove::Drop,
            Self::Heard(_) => SummaryMove::Hear,
        }
    }
}

/// A conviction that a text names, as it stood when the text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Which.
    pub conviction: ConvictionId,
    /// In which version of its entry.
    pub version: i64,
    /// The first day on which it is spent; `None` for never.
    pub until: Option<Date>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its id.
    pub id: SummaryId,
    /// About whom.
    pub person: PersonId,
    /// For whom.
    pub recipient: RecipientId,
    /// What kind of body that is.
    pub kind: RecipientKind,
    /// For what: the post, the tenancy, the course.
    pub opportunity: Line,
    /// Why they need to know.
    pub purpose: Line,
    /// Whether exceptions may apply to that use.
    pub used_for: Use,
    /// The exact text.
    pub text: Text,
    /// The convictions that it names, in the order of their ids: all that were not spent on the day it was written.
    pub names: Vec<Named>,
    /// Who wrote it, when, for which agency.
    pub stamp: Stamp,
}

impl Written {
    /// The first day on which one of the convictions that it names is spent, if any will be: it says too much from then on.
    pub fn outdated(&self) -> Option<Date> {
        self.names.iter().filter_map(|named| named.until).min()
    }
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SummaryRefused {
    /// The state does not allow it.
    #[error("a summary at {from:?} cannot take the step {step:?}")]
    Move {
        /// Where it stands.
        from: SummaryState,
        /// What was tried.
        step: SummaryMove,
    },
    /// Whoever wrote it approves it.
    #[error("somebody else approves what one has written")]
    OwnWork,
    /// Exceptions may apply, and nothing says what was found.
    #[error("say what was found about exceptions")]
    ExceptionsOpen,
}

/// A summary with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureSummary {
    /// What was written.
    pub written: Written,
    facts: Vec<(Stamp, SummaryFact)>, // INVARIANT: replaying them gives `state`
    state: SummaryState,
}

impl DisclosureSummary {
    /// One as it was written.
    pub const fn new(written: Written) -> Self {
        Self { written, facts: Vec::new(), state: SummaryState::Draft }
    }

    /// Rebuilt from its kept facts.
    ///
    /// # Errors
    /// [`SummaryRefused`] when they contradict each other.
    pub fn replay(
        written: Written,
        facts: impl IntoIterator<Item = (Stamp, SummaryFact)>,
    ) -> Result<Self, SummaryRefused> {
        facts.into_iter().try_fold(Self::new(written), |summary, (stamp, fact)| summary.append(stamp, fact))
    }

    /// # Errors
    /// [`SummaryRefused`] when the present state, or who takes the step, does not allow it.
    pub fn append(mut self, stamp: Stamp, fact: SummaryFact) -> Result<Self, SummaryRefused> {
        let step = fact.as_move();
        let next = self.state.after(step).ok_or(SummaryRefused::Move { from: self.state, step })?;
        if let SummaryFact::Approved(found) = &fact {
            if self.written.stamp.by == stamp.by {
                return Err(SummaryRefused::OwnWork);
            }
            if self.written.used_for != Use::Ordinary && found.is_none() {
                return Err(SummaryRefused::ExceptionsOpen);
            }
        }
        self.facts.push((stamp, fact));
        self.state = next;
        Ok(self)
    }

    /// Where it stands.
    pub const fn state(&self) -> SummaryState {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, SummaryFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// Who wrote it.
    pub const fn author(&self) -> AccountId {
        self.written.stamp.by
    }

    /// The consent that it rests on, once there is one.
    pub fn consent(&self) -> Option<ConsentId> {
        self.facts.iter().find_map(|(_, fact)| match fact {
            SummaryFact::Consented(consent) => Some(*consent),
            _ => None,
        })
    }

    /// When it was issued, and its last day.
    pub fn issued(&self) -> Option<(Stamp, Date)> {
        self.facts.iter().find_map(|(stamp, fact)| match fact {
            SummaryFact::Issued(last) => Some((*stamp, *last)),
            _ => None,
        })
    }

    /// What came of it, the last that was heard.
    pub fn came_of_it(&self) -> Option<CameOfIt> {
        self.facts.iter().rev().find_map(|(_, fact)| match fact {
            SummaryFact::Heard(answer) => Some(*answer),
            _ => None,
        })
    }

    /// Whether its text may be read on `day`: it may still be of use, has not expired, and no conviction that it names is
    /// spent.
    pub fn may_be_read(&self, day: Date) -> bool {
        let expired = self.issued().is_some_and(|(_, last)| last < day);
        self.state.is_alive() && !expired && self.written.outdated().is_none_or(|outdated| day < outdated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    fn stamp(by: u128) -> Stamp {
        let by = AccountId(Uuid::from_u128(by));
        Stamp { at: Timestamp::UNIX_EPOCH, by, agency: AgencyId(Uuid::nil()) }
    }

    fn written(used_for: Use, outdated: Option<Date>) -> Written {
        Written {
            id: SummaryId(Uuid::nil()),
            person: PersonId(Uuid::nil()),
            recipient: RecipientId(Uuid::nil()),
            kind: RecipientKind::Employer,
            opportunity: Line::new("Warehouse, nights").unwrap(),
            purpose: Line::new("To decide on the application").unwrap(),
            used_for,
            text: Text { parts: vec![] },
            names: outdated
                .map(|until| Named { conviction: ConvictionId(Uuid::nil()), version: 1, until: Some(until) })
                .into_iter()
                .collect(),
            stamp: stamp(1),
        }
    }

    fn fact(step: SummaryMove) -> SummaryFact {
        let why = Prose::new("Because.").unwrap();
        match step {
            SummaryMove::Show => SummaryFact::Shown(Manner::Paper, Line::new("English").unwrap()),
            SummaryMove::Consent => SummaryFact::Consented(ConsentId(Uuid::nil())),
            SummaryMove::Decline => SummaryFact::Declined,
            SummaryMove::Approve => SummaryFact::Approved(None),
            SummaryMove::Return => SummaryFact::Returned(why),
            SummaryMove::Issue => SummaryFact::Issued(date(2027, 5, 24)),
            SummaryMove::Withdraw => SummaryFact::Withdrawn,
            SummaryMove::Drop => SummaryFact::Dropped(why),
            SummaryMove::Hear => SummaryFact::Heard(CameOfIt::TakenOn),
        }
    }

    fn after(steps: &[SummaryMove], summary: DisclosureSummary) -> Result<DisclosureSummary, SummaryRefused> {
        steps.iter().try_fold(summary, |summary, step| summary.append(stamp(2), fact(*step)))
    }

    const TO_ISSUE: [SummaryMove; 4] =
        [SummaryMove::Show, SummaryMove::Consent, SummaryMove::Approve, SummaryMove::Issue];

    #[test]
    fn a_summary_is_shown_agreed_to_and_approved_before_it_is_issued() {
        let fresh = || DisclosureSummary::new(written(Use::Ordinary, None));
        assert_eq!(after(&TO_ISSUE, fresh()).map(|one| one.state()), Ok(SummaryState::Issued));
        for missing in &TO_ISSUE[..3] {
            let steps: Vec<SummaryMove> = TO_ISSUE.iter().copied().filter(|step| step != missing).collect();
            assert!(after(&steps, fresh()).is_err(), "without {missing:?}");
        }
        let back = after(&[&TO_ISSUE[..], &[SummaryMove::Withdraw]].concat(), fresh()).unwrap();
        assert!(
            back.clone().append(stamp(2), fact(SummaryMove::Issue)).is_err(),
            "withdrawn consent stops it"
        );
        assert!(!back.may_be_read(date(2026, 11, 24)));
    }

    #[test]
    fn whoever_wrote_it_does_not_approve_it_and_open_exceptions_are_answered_first() {
        let summary =
            |used_for| after(&TO_ISSUE[..2], DisclosureSummary::new(written(used_for, None))).unwrap();
        let own = summary(Use::Ordinary).append(stamp(1), fact(SummaryMove::Approve));
        assert_eq!(own.err(), Some(SummaryRefused::OwnWork));
        for open in [Use::Excepted, Use::NotKnown, Use::Immigration, Use::Proceedings] {
            let refused = summary(open).append(stamp(2), fact(SummaryMove::Approve));
            assert_eq!(refused.err(), Some(SummaryRefused::ExceptionsOpen));
            let found = SummaryFact::Approved(Prose::new("No DBS check is asked for.").ok());
            assert!(summary(open).append(stamp(2), found).is_ok());
        }
    }

    #[test]
    fn a_text_is_read_until_it_expires_or_says_too_much() {
        let issued = after(&TO_ISSUE, DisclosureSummary::new(written(Use::Ordinary, None))).unwrap();
        assert!(issued.may_be_read(date(2027, 5, 24)) && !issued.may_be_read(date(2027, 5, 25)));
        let named = DisclosureSummary::new(written(Use::Ordinary, Some(date(2027, 1, 1))));
        assert!(named.may_be_read(date(2026, 12, 31)) && !named.may_be_read(date(2027, 1, 1)));
    }

    proptest! {
        /// Replay gives the same summary; what was issued had been shown, agreed to and approved.
        #[test]
        fn replay_gives_the_same_state(steps in vec(proptest::sample::select(SummaryMove::ALL), 0..14)) {
            let fresh = DisclosureSummary::new(written(Use::Ordinary, None));
            let played = steps.iter().fold(fresh, |summary, step| {
                summary.clone().append(stamp(2), fact(*step)).unwrap_or(summary)
            });
            if played.issued().is_some() {
                let done: Vec<SummaryMove> = played.facts().iter().map(|(_, fact)| fact.as_move()).collect();
                prop_assert!(done.starts_with(&TO_ISSUE), "{done:?}");
            }
            let again = DisclosureSummary::replay(played.written.clone(), played.facts().to_vec());
            prop_assert_eq!(again, Ok(played));
        }
    }
}
