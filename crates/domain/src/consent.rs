//! Consent as dated facts: asked, given, refused, withdrawn; and to what, for which purpose, towards whom.
//!
//! What holds: nobody consents to what they were not asked; a withdrawal stops what is shared from then on and undoes
//! nothing that was shared before. Deliberately not here: willingness to comply with a requirement, which is another
//! record, and sharing that rests on a duty and not on consent (information-sharing.md, section 4).

use crate::{
    codes,
    ids::{AgencyId, ConsentId, PersonId},
    section::Section,
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;

codes! {
    /// What is asked of the person.
    ConsentTo {
        Screening = "screening", "Being screened";
        Sharing = "sharing", "Sharing information";
        Contact = "contact", "Being contacted";
        Summary = "summary", "A summary for an employer, a landlord or a body like them";
    }
}

impl ConsentTo {
    /// The section of the record in which such a consent lies: that somebody agreed to be screened says that they were.
    pub const fn section(self) -> Section {
        match self {
            Self::Screening => Section::MentalHealth,
            Self::Sharing | Self::Contact => Section::Plan,
            // To whom somebody applies is told to no other agency.
            Self::Summary => Section::Notes,
        }
    }
}

codes! {
    /// How an answer was given.
    Manner {
        Spoken = "spoken", "In spoken words, written down";
        Paper = "paper", "On paper";
        Screen = "screen", "On a screen";
    }
}

codes! {
    /// Where a consent stands.
    ConsentState {
        NotAsked = "not_asked", "Not asked";
        Asked = "asked", "Asked, no answer yet";
        Given = "given", "Given";
        Refused = "refused", "Refused";
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

codes! {
    /// What may happen to it.
    ConsentMove {
        Ask = "ask", "Ask";
        Give = "give", "Give";
        Refuse = "refuse", "Refuse";
        Withdraw = "withdraw", "Withdraw";
    }
}

impl ConsentState {
    /// The state after `step`; `None` where that is not possible. Who refused or withdrew may be asked again.
    pub const fn after(self, step: ConsentMove) -> Option<Self> {
        match (self, step) {
            (Self::NotAsked | Self::Refused | Self::Withdrawn, ConsentMove::Ask) => Some(Self::Asked),
            (Self::Asked, ConsentMove::Give) => Some(Self::Given),
            (Self::Asked, ConsentMove::Refuse) => Some(Self::Refused),
            (Self::Given, ConsentMove::Withdraw) => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

/// How the answer was taken: what makes it good later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// How it was given.
    pub manner: Manner,
    /// In which language.
    pub language: Line,
    /// Through which interpreter, if one.
    pub interpreter: Option<Line>,
    /// What was noticed about capacity to decide.
    pub capacity: Option<Line>,
    /// The last day on which it counts; then it is asked again.
    pub until: Option<Date>,
}

/// A dated fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentFact {
    /// The person was asked.
    Asked,
    /// The person said yes.
    Given(Taken),
    /// The person said no. Nothing else is kept of the answer.
    Refused,
    /// The person took it back, as of that day.
    Withdrawn(Date),
}

impl ConsentFact {
    /// The move that it records.
    pub const fn as_move(&self) -> ConsentMove {
        match self {
            Self::Asked => ConsentMove::Ask,
            Self::Given(_) => ConsentMove::Give,
            Self::Refused => ConsentMove::Refuse,
            Self::Withdrawn(_) => ConsentMove::Withdraw,
        }
    }
}

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Its id.
    pub id: ConsentId,
    /// Of whom.
    pub person: PersonId,
    /// To what.
    pub to: ConsentTo,
    /// What for, in the words that were said.
    pub purpose: Line,
    /// Which parts of the record.
    pub sections: Vec<Section>,
    /// Towards which agencies.
    pub recipients: Vec<AgencyId>,
    /// The agency that asks.
    pub holder: AgencyId,
}

/// A step that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a consent that is {from:?} cannot take the step {step:?}")]
pub struct ConsentRefused {
    /// Where it stands.
    pub from: ConsentState,
    /// What was tried.
    pub step: ConsentMove,
}

/// A consent with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// What was asked.
    pub asking: Asking,
    facts: Vec<(Stamp, ConsentFact)>, // INVARIANT: replaying them gives `state`
    state: ConsentState,
}

impl Consent {
    /// One that was not asked for yet.
    pub const fn new(asking: Asking) -> Self {
        Self { asking, facts: Vec::new(), state: ConsentState::NotAsked }
    }

    /// Rebuilt from its kept facts.
    ///
    /// # Errors
    /// [`ConsentRefused`] when they contradict each other.
    pub fn replay(
        asking: Asking,
        facts: impl IntoIterator<Item = (Stamp, ConsentFact)>,
    ) -> Result<Self, ConsentRefused> {
        facts.into_iter().try_fold(Self::new(asking), |consent, (stamp, fact)| consent.append(stamp, fact))
    }

    /// # Errors
    /// [`ConsentRefused`] when the present state does not allow `fact`.
    pub fn append(mut self, stamp: Stamp, fact: ConsentFact) -> Result<Self, ConsentRefused> {
        let step = fact.as_move();
        self.state = self.state.after(step).ok_or(ConsentRefused { from: self.state, step })?;
        self.facts.push((stamp, fact));
        Ok(self)
    }

    /// Where it stands.
    pub const fn state(&self) -> ConsentState {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, ConsentFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// Whether sharing on `day` may rest on it: given, not withdrawn, not past its last day.
    pub fn holds_on(&self, day: Date) -> bool {
        let until = self.facts.iter().rev().find_map(|(_, fact)| match fact {
            ConsentFact::Given(taken) => Some(taken.until),
            _ => None,
        });
        self.state == ConsentState::Given && until.flatten().is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use jiff::{Timestamp, civil::date};
    use proptest::{collection::vec, prelude::*};
    use uuid::Uuid;

    const STAMP: Stamp =
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) };

    fn asking() -> Asking {
        Asking {
            id: ConsentId(Uuid::nil()),
            person: PersonId(Uuid::nil()),
            to: ConsentTo::Sharing,
            purpose: Line::new("So that probation knows what help is wanted").unwrap(),
            sections: vec![Section::Accommodation],
            recipients: vec![],
            holder: AgencyId(Uuid::nil()),
        }
    }

    fn given(until: Option<Date>) -> ConsentFact {
        let language = Line::new("English").unwrap();
        ConsentFact::Given(Taken {
            manner: Manner::Spoken,
            language,
            interpreter: None,
            capacity: None,
            until,
        })
    }

    fn played(facts: impl IntoIterator<Item = ConsentFact>) -> Consent {
        Consent::replay(asking(), facts.into_iter().map(|fact| (STAMP, fact))).unwrap()
    }

    #[test]
    fn given_counts_until_it_is_withdrawn_or_past() {
        let (day, later) = (date(2026, 11, 24), date(2026, 12, 24));
        let open = played([ConsentFact::Asked, given(None)]);
        assert!(open.holds_on(later));
        let short = played([ConsentFact::Asked, given(Some(day))]);
        assert!(short.holds_on(day) && !short.holds_on(later));
        let back = open.append(STAMP, ConsentFact::Withdrawn(day)).unwrap();
        assert!(!back.holds_on(later));
        assert_eq!(back.append(STAMP, ConsentFact::Asked).unwrap().state(), ConsentState::Asked);
    }

    #[test]
    fn nobody_consents_to_what_they_were_not_asked() {
        let refused = Consent::new(asking()).append(STAMP, given(None)).unwrap_err();
        assert_eq!((refused.from, refused.step), (ConsentState::NotAsked, ConsentMove::Give));
        assert_eq!(played([ConsentFact::Asked, ConsentFact::Refused]).state(), ConsentState::Refused);
    }

    proptest! {
        /// Replaying the kept facts gives the same consent, and it holds only when the last word was yes.
        #[test]
        fn replay_gives_the_same_state(steps in vec(0..4_u8, 0..12)) {
            let fact = |step| match step {
                0 => ConsentFact::Asked,
                1 => given(None),
                2 => ConsentFact::Refused,
                _ => ConsentFact::Withdrawn(date(2026, 11, 24)),
            };
            let played = steps.into_iter().fold(Consent::new(asking()), |consent, step| {
                consent.clone().append(STAMP, fact(step)).unwrap_or(consent)
            });
            let yes = matches!(played.facts().last(), Some((_, ConsentFact::Given(_))));
            prop_assert_eq!(played.holds_on(date(2026, 11, 25)), yes);
            prop_assert_eq!(Consent::replay(asking(), played.facts().to_vec()), Ok(played));
        }
    }
}
