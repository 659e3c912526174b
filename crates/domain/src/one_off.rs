//! A one-off disclosure: what no agreement covers, decided once, for one agency, about one person, up to a day.
//!
//! Source: information-sharing.md, section 4. Under a statutory duty the form asks for the duty, the recipient and the way that is
//! laid down, and for no consent; otherwise for the four factors (proportionality, consent, transparency, vital interest). What
//! special categories hold and no consent covers takes a second person. An agency decides about its own part of the record alone.

use crate::{
    codes,
    ids::{AccountId, AgencyId, DisclosureId, PersonId},
    section::{Purpose, Section},
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::civil::Date;

codes! {
    /// What sharing is measured against: the four aims.
    Aim {
        RightServices = "right_services", "The right services for the person";
        ManageRisk = "manage_risk", "Risk managed";
        NoDuplication = "no_duplication", "No work done twice";
        Outcomes = "outcomes", "Outcomes recorded";
    }
}

impl Purpose {
    /// The aims that sharing for this purpose serves: each disclosure under an agreement has at least one, as each one-off decision
    /// names its own.
    pub const fn aims(self) -> &'static [Aim] {
        match self {
            Self::Supervision => &[Aim::ManageRisk, Aim::NoDuplication],
            Self::Treatment => &[Aim::RightServices, Aim::Outcomes],
            Self::Referral => &[Aim::RightServices, Aim::NoDuplication],
            Self::Administration => &[Aim::NoDuplication],
            Self::Oversight => &[Aim::ManageRisk, Aim::Outcomes],
        }
    }
}

codes! {
    /// What the person said to it.
    ConsentSaid {
        Given = "given", "Asked, and given";
        Refused = "refused", "Asked, and refused";
        NotAsked = "not_asked", "Not asked";
    }
}

codes! {
    /// Where a disclosure stands.
    DisclosureState {
        NeedsSecond = "needs_second", "Waits for a second person";
        Made = "made", "Made";
        Refused = "refused", "Refused by the second person";
        Ended = "ended", "Ended early";
    }
}

codes! {
    /// A step that may be taken.
    DisclosureMove {
        Confirm = "confirm", "Agree";
        Refuse = "refuse", "Refuse";
        End = "end", "End it now";
    }
}

/// The four factors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factors {
    /// The power relied on.
    pub power: Line,
    /// Proportionality: what benefit, why no less will do, the risk if shared and if not.
    pub proportionality: Prose,
    /// Consent.
    pub consent: ConsentSaid,
    /// Why not, where it was not given.
    pub consent_words: Option<Line>,
    /// Transparency: what the person was told and when, or why telling would defeat the purpose.
    pub transparency: Prose,
    /// Vital interest: whose life or health, or that nobody's is at stake.
    pub vital: Prose,
}

/// What it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// A statutory duty to tell this recipient in this way.
    Duty {
        /// Which.
        duty: Line,
        /// In which way it is to be told.
        method: Line,
    },
    /// The four factors.
    Factors(Factors),
}

/// Four factors that do not answer each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// No consent, and no word why.
    #[error("say why consent was not given")]
    ConsentWords,
    /// Nothing chosen.
    #[error("select at least one part of the record")]
    Sections,
    /// Something that is nobody's to open.
    #[error("identity, third parties and legal privilege are not opened by a decision")]
    NotOpenable,
    /// No aim.
    #[error("select at least one aim")]
    Aims,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: DisclosureId,
    /// About whom.
    pub person: PersonId,
    /// Whose part of the record.
    pub holder: AgencyId,
    /// To which agency.
    pub to: AgencyId,
    /// Which sections.
    pub sections: Vec<Section>,
    /// What for.
    pub aims: Vec<Aim>,
    /// On what ground.
    pub ground: Ground,
    /// The last day.
    pub until: Date,
    /// Who decided, when.
    pub stamp: Stamp,
}

impl Decision {
    /// # Errors
    /// The first [`Unanswered`], in the order of the form.
    pub fn check(&self) -> Result<(), Unanswered> {
        let explained = match &self.ground {
            Ground::Duty { .. } => true,
            Ground::Factors(factors) => {
                factors.consent == ConsentSaid::Given || factors.consent_words.is_some()
            }
        };
        let rules = [
            (self.sections.is_empty(), Unanswered::Sections),
            (!self.sections.iter().all(|one| crate::opening::may_be_opened(*one)), Unanswered::NotOpenable),
            (self.aims.is_empty(), Unanswered::Aims),
            (!explained, Unanswered::ConsentWords),
        ];
        rules.into_iter().find(|(wrong, _)| *wrong).map_or(Ok(()), |(_, wrong)| Err(wrong))
    }

    /// Whether it takes a second person: health, and no consent.
    pub fn needs_second(&self) -> bool {
        let special = self.sections.iter().any(|one| is_special(*one));
        matches!(&self.ground, Ground::Factors(factors) if special && factors.consent != ConsentSaid::Given)
    }
}

/// Whether a section holds data of a special category: health.
pub const fn is_special(section: Section) -> bool {
    matches!(
        section,
        Section::Substance | Section::Treatment | Section::PhysicalHealth | Section::MentalHealth
    )
}

/// A later step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisclosureFact {
    /// A second person agrees.
    Confirmed,
    /// A second person does not.
    Refused(Line),
    /// It ends before its last day.
    Ended(Line),
}

impl DisclosureFact {
    /// Which step it records.
    pub const fn as_move(&self) -> DisclosureMove {
        match self {
            Self::Confirmed => DisclosureMove::Confirm,
            Self::Refused(_) => DisclosureMove::Refuse,
            Self::Ended(_) => DisclosureMove::End,
        }
    }

    /// The reason given with it.
    pub const fn reason(&self) -> Option<&Line> {
        match self {
            Self::Confirmed => None,
            Self::Refused(reason) | Self::Ended(reason) => Some(reason),
        }
    }
}

/// A step that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureRefused {
    /// The state does not allow it.
    #[error("a disclosure that is {0} does not take that step")]
    State(DisclosureState),
    /// The second person is the first.
    #[error("whoever decided is not the second person")]
    SamePerson,
}

/// A disclosure with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// What was decided.
    pub decision: Decision,
    facts: Vec<(Stamp, DisclosureFact)>, // INVARIANT: replaying them gives `state`
    state: DisclosureState,
}

impl Disclosure {
    /// As it was decided.
    pub fn new(decision: Decision) -> Self {
        let state =
            if decision.needs_second() { DisclosureState::NeedsSecond } else { DisclosureState::Made };
        Self { decision, facts: Vec::new(), state }
    }

    /// Rebuilds one from its kept facts.
    ///
    /// # Errors
    /// [`DisclosureRefused`] when the facts contradict each other.
    pub fn replay(
        decision: Decision,
        facts: impl IntoIterator<Item = (Stamp, DisclosureFact)>,
    ) -> Result<Self, DisclosureRefused> {
        facts.into_iter().try_fold(Self::new(decision), |one, (stamp, fact)| one.append(stamp, fact))
    }

    /// # Errors
    /// [`DisclosureRefused`] when the state does not allow it, or the second person is the first.
    pub fn append(mut self, stamp: Stamp, fact: DisclosureFact) -> Result<Self, DisclosureRefused> {
        use DisclosureState as S;
        let next = match (self.state, &fact) {
            (S::NeedsSecond, DisclosureFact::Confirmed) => S::Made,
            (S::NeedsSecond, DisclosureFact::Refused(_)) => S::Refused,
            (S::Made, DisclosureFact::Ended(_)) => S::Ended,
            (from, _) => return Err(DisclosureRefused::State(from)),
        };
        if self.state == S::NeedsSecond && stamp.by == self.decision.stamp.by {
            return Err(DisclosureRefused::SamePerson);
        }
        self.state = next;
        self.facts.push((stamp, fact));
        Ok(self)
    }

    /// Where it stands.
    pub const fn state(&self) -> DisclosureState {
        self.state
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, DisclosureFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// What `account` may do now, as far as the state says: whoever decided is not asked again.
    pub fn moves(&self, account: AccountId) -> Vec<DisclosureMove> {
        match self.state {
            DisclosureState::NeedsSecond if account != self.decision.stamp.by => {
                vec![DisclosureMove::Confirm, DisclosureMove::Refuse]
            }
            DisclosureState::Made => vec![DisclosureMove::End],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn stamp(by: u128) -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::from_u128(by)), agency: AgencyId(Uuid::nil()) }
    }

    fn factors(consent: ConsentSaid, words: Option<&str>) -> Ground {
        let prose = |words| Prose::new(words).unwrap();
        Ground::Factors(Factors {
            power: Line::new("Common law").unwrap(),
            proportionality: prose("Nothing less will do."),
            consent,
            consent_words: words.map(|words| Line::new(words).unwrap()),
            transparency: prose("Told today."),
            vital: prose("Nobody’s."),
        })
    }

    fn decision(sections: &[Section], ground: Ground) -> Decision {
        Decision {
            id: DisclosureId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            holder: AgencyId(Uuid::nil()),
            to: AgencyId(Uuid::from_u128(3)),
            sections: sections.to_vec(),
            aims: vec![Aim::ManageRisk],
            ground,
            until: date(2026, 12, 1),
            stamp: stamp(1),
        }
    }

    #[test]
    fn health_without_consent_takes_a_second_person_and_a_duty_does_not() {
        let refused = || factors(ConsentSaid::Refused, Some("Said no"));
        for (sections, ground, second) in [
            (vec![Section::MentalHealth], refused(), true),
            (vec![Section::Risk, Section::Substance], refused(), true),
            (vec![Section::Risk], refused(), false),
            (vec![Section::MentalHealth], factors(ConsentSaid::Given, None), false),
            (
                vec![Section::MentalHealth],
                Ground::Duty {
                    duty: Line::new("Care Act 2014 s.42").unwrap(),
                    method: Line::new("In writing").unwrap(),
                },
                false,
            ),
        ] {
            assert_eq!(decision(&sections, ground).needs_second(), second, "{sections:?}");
        }
    }

    #[test]
    fn the_form_closes_only_when_every_factor_is_answered_or_explained() {
        let check = |sections: &[Section], ground| decision(sections, ground).check();
        let given = || factors(ConsentSaid::Given, None);
        assert_eq!(check(&[Section::Risk], given()), Ok(()));
        assert_eq!(check(&[], given()), Err(Unanswered::Sections));
        assert_eq!(check(&[Section::Identity], given()), Err(Unanswered::NotOpenable));
        assert_eq!(check(&[Section::Privilege], given()), Err(Unanswered::NotOpenable));
        let silent = factors(ConsentSaid::NotAsked, None);
        assert_eq!(check(&[Section::Risk], silent), Err(Unanswered::ConsentWords));
        let aimless = Decision { aims: vec![], ..decision(&[Section::Risk], given()) };
        assert_eq!(aimless.check(), Err(Unanswered::Aims));
    }

    fn any_step() -> impl Strategy<Value = (u128, DisclosureFact)> {
        let why = || Line::new("No need").unwrap();
        let fact = prop_oneof![
            Just(DisclosureFact::Confirmed),
            Just(DisclosureFact::Refused(why())),
            Just(DisclosureFact::Ended(why())),
        ];
        (1..4_u128, fact)
    }

    proptest! {
        /// It is made without a second person only where none is needed; the second is never the first; replay gives the same.
        #[test]
        fn nobody_is_their_own_second_person(steps in prop::collection::vec(any_step(), 0..6), special in any::<bool>()) {
            let section = if special { Section::MentalHealth } else { Section::Risk };
            let first = Disclosure::new(decision(&[section], factors(ConsentSaid::NotAsked, Some("No time"))));
            let played = steps.iter().fold(first.clone(), |one, (by, fact)| {
                one.clone().append(stamp(*by), fact.clone()).unwrap_or(one)
            });
            let made = matches!(played.state(), DisclosureState::Made | DisclosureState::Ended);
            let second = played.facts().iter().any(|(by, fact)| *fact == DisclosureFact::Confirmed && by.by != stamp(1).by);
            prop_assert!(!special || !made || second);
            prop_assert_eq!(Disclosure::replay(first.decision, played.facts().to_vec()), Ok(played));
        }
    }
}
