//! A record that is opened to somebody for a while: in an emergency, by a one-off decision, or in a meeting.
//!
//! What holds: every opening ends by itself; it never opens identity (who may know of a person follows from the relation that it
//! is), third parties or legal privilege; what one agency decides or brings to a meeting opens that agency's part alone. Only an
//! emergency reaches the parts of all, and it is reviewed by somebody else.

use crate::{
    codes,
    ids::{AccountId, AgencyId, OpeningId, PersonId},
    section::Section,
    stamp::Stamp,
    text::Line,
};
use jiff::Timestamp;
use uuid::Uuid;

codes! {
    /// What opened it.
    OpeningKind {
        Emergency = "emergency", "Emergency access";
        OneOff = "one_off", "One-off disclosure";
        Meeting = "meeting", "Meeting";
        Question = "question", "Question to answer";
    }
}

codes! {
    /// Why it could not wait.
    EmergencyReason {
        RiskToLife = "risk_to_life", "Somebody’s life is at risk";
        Harm = "harm", "Somebody may be seriously harmed";
        Safeguarding = "safeguarding", "A child or an adult has to be safeguarded now";
        Medical = "medical", "A medical emergency";
        Other = "other", "Another emergency";
    }
}

codes! {
    /// What the review of an emergency found.
    ReviewOutcome {
        Justified = "justified", "Justified";
        NotJustified = "not_justified", "Not justified";
    }
}

/// One opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Its id.
    pub id: OpeningId,
    /// Of whose record.
    pub person: PersonId,
    /// What opened it.
    pub kind: OpeningKind,
    /// To which agency.
    pub agency: AgencyId,
    /// To whom there; nobody named means everybody there whose role works with people.
    pub account: Option<AccountId>,
    /// Whose part of the record; `None` in an emergency, which reaches the parts of all.
    pub holder: Option<AgencyId>,
    /// Which sections.
    pub sections: Vec<Section>,
    /// Why it could not wait, of an emergency.
    pub reason: Option<EmergencyReason>,
    /// In words, of an emergency.
    pub words: Option<Line>,
    /// The decision or the meeting that it follows from.
    pub subject: Option<Uuid>,
    /// From when.
    pub from: Timestamp,
    /// Until when at the latest.
    pub until: Timestamp,
    /// When somebody ended it, if before that.
    pub ended: Option<Timestamp>,
    /// Who opened it.
    pub stamp: Stamp,
}

impl Opening {
    /// Whether it opens anything at `at`.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.ends()
    }

    /// When it ended, or will.
    pub fn ends(&self) -> Timestamp {
        self.ended.map_or(self.until, |ended| ended.min(self.until))
    }
}

/// What somebody else found about an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningReview {
    /// What.
    pub outcome: ReviewOutcome,
    /// Why.
    pub words: Line,
    /// Who, when.
    pub stamp: Stamp,
}

/// Whether a section may be opened for a while at all.
pub const fn may_be_opened(section: Section) -> bool {
    !matches!(section, Section::Identity | Section::ThirdParty | Section::Privilege)
}

/// All sections that may be opened for a while, in the order of the list.
pub fn openable() -> impl Iterator<Item = Section> {
    Section::ALL.iter().copied().filter(|section| may_be_opened(*section))
}
