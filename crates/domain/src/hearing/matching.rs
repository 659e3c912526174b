//! Whose record an entry belongs to: decisions as facts, each of which can be undone by another, none of which is lost.
//!
//! An entry is open, decided to be nobody known, or on one person's record. A program attaches only where nobody has decided
//! anything yet, so that what a person has undone is not done again behind their back.

use crate::{codes, ids::PersonId};
use std::collections::BTreeSet;

codes! {
    /// What speaks for, or against, an entry and a person being the same: what weighs most comes first.
    Evidence {
        Crn = "crn", "same CRN";
        Pnc = "pnc", "same PNC number";
        Cro = "cro", "same CRO number";
        Noms = "noms", "same prison number";
        Nhs = "nhs", "same NHS number";
        NameAndBirth = "name_and_birth", "same name and date of birth";
        SwappedName = "swapped_name", "same date of birth, given and family name the other way round";
        PartOfName = "part_of_name", "same date of birth, and part of the name";
        Name = "name", "same name";
        Birth = "birth", "same date of birth";
        NearName = "near_name", "nearly the same name";
        NearBirth = "near_birth", "nearly the same date of birth";
        Postcode = "postcode", "same postcode";
        OtherName = "other_name", "another name";
        OtherBirth = "other_birth", "another date of birth";
        OtherNumber = "other_number", "another number of the same kind";
        Several = "several", "somebody else fits as well";
    }
}

impl Evidence {
    /// Whether it speaks against.
    pub const fn against(self) -> bool {
        matches!(self, Self::OtherName | Self::OtherBirth | Self::OtherNumber | Self::Several)
    }

    /// Whether it is a number that both have.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Crn | Self::Pnc | Self::Cro | Self::Noms | Self::Nhs)
    }

    /// Whether there is enough to think of one person: a number, a birthday with a word of the name, or one of the two as it
    /// is and the other nearly. A birthday alone fits too many, and so does a name.
    pub fn speaks(all: &[Self]) -> bool {
        let has = |one: Self| all.contains(&one);
        let named = [Self::NameAndBirth, Self::SwappedName, Self::PartOfName];
        all.iter().any(|one| one.is_number() || named.contains(one))
            || (has(Self::Birth) && has(Self::NearName))
            || (has(Self::NearBirth) && (has(Self::Name) || has(Self::NearName)))
    }

    /// Whether all this together leaves no doubt: a number that both have, or full name, date of birth and postcode, the name
    /// agreeing in every word and nothing at all against it. A wrong match would show a stranger's record, so whatever is
    /// less waits for a person.
    pub fn sure(all: &[Self]) -> bool {
        let has = |one: Self| all.contains(&one);
        let named = has(Self::NameAndBirth) || has(Self::Name);
        let numbered = all.iter().any(|one| one.is_number());
        let nearly = |one: &Self| matches!(one, Self::NearName | Self::NearBirth);
        !all.iter().any(|one| one.against() || nearly(one))
            && ((numbered && named) || (has(Self::NameAndBirth) && has(Self::Postcode)))
    }
}

codes! {
    /// A decision about an entry, as it is kept.
    Decision {
        ByRule = "attached_by_rule", "Attached: agrees in every point";
        Attached = "attached", "Attached by a decision";
        NotSame = "not_same", "Not the same person";
        New = "new", "Nobody known";
        Became = "became", "Record made for this person";
        Moved = "moved", "Moved to the right person";
        Undone = "undone", "Decision undone";
    }
}

/// A decision with what it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// It is this person: agreed in every point.
    ByRule(PersonId),
    /// It is this person: somebody decided so.
    Attached(PersonId),
    /// It is not this person.
    NotSame(PersonId),
    /// It is nobody known.
    New,
    /// Consent or an order made a record for this person.
    Became(PersonId),
    /// It was on a wrong person's record, and now is on this one's.
    Moved(PersonId),
    /// The last decision that stood no longer stands.
    Undone,
}

/// What a member of staff may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deciding {
    /// It is this person.
    Attach(PersonId),
    /// It is not this person.
    NotSame(PersonId),
    /// It is nobody known.
    New,
    /// Take the last decision back.
    Undo,
}

impl From<Deciding> for Fact {
    fn from(deciding: Deciding) -> Self {
        match deciding {
            Deciding::Attach(person) => Self::Attached(person),
            Deciding::NotSame(person) => Self::NotSame(person),
            Deciding::New => Self::New,
            Deciding::Undo => Self::Undone,
        }
    }
}

impl Fact {
    /// The decision as it is kept.
    pub const fn decision(self) -> Decision {
        match self {
            Self::ByRule(_) => Decision::ByRule,
            Self::Attached(_) => Decision::Attached,
            Self::NotSame(_) => Decision::NotSame,
            Self::New => Decision::New,
            Self::Became(_) => Decision::Became,
            Self::Moved(_) => Decision::Moved,
            Self::Undone => Decision::Undone,
        }
    }

    /// Whom it concerns.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::ByRule(person)
            | Self::Attached(person)
            | Self::NotSame(person)
            | Self::Became(person)
            | Self::Moved(person) => Some(person),
            Self::New | Self::Undone => None,
        }
    }

    /// The fact that was kept as this; `None` where a person is missing or too much.
    pub const fn from_kept(decision: Decision, person: Option<PersonId>) -> Option<Self> {
        Some(match (decision, person) {
            (Decision::ByRule, Some(person)) => Self::ByRule(person),
            (Decision::Attached, Some(person)) => Self::Attached(person),
            (Decision::NotSame, Some(person)) => Self::NotSame(person),
            (Decision::Became, Some(person)) => Self::Became(person),
            (Decision::Moved, Some(person)) => Self::Moved(person),
            (Decision::New, None) => Self::New,
            (Decision::Undone, None) => Self::Undone,
            _ => return None,
        })
    }
}

/// Whose an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has decided.
    Open,
    /// Nobody known.
    New,
    /// This person's.
    Attached(PersonId),
}

/// The decision is not possible as things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("that cannot be decided as things stand")]
pub struct Wrong;

/// All decisions about one entry, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matching {
    standing: Vec<Fact>,
    facts: u32,
}

impl Matching {
    /// Replays kept decisions.
    ///
    /// # Errors
    /// [`Wrong`] when they contradict each other.
    pub fn replay(facts: impl IntoIterator<Item = Fact>) -> Result<Self, Wrong> {
        facts.into_iter().try_fold(Self::default(), Self::decide)
    }

    /// With one decision more.
    ///
    /// # Errors
    /// [`Wrong`] when it is not possible as things stand.
    pub fn decide(mut self, fact: Fact) -> Result<Self, Wrong> {
        let state = self.state();
        let free = !matches!(state, State::Attached(_));
        let possible = match fact {
            Fact::ByRule(person) => self.facts == 0 && !self.ruled_out(person),
            Fact::Attached(person) | Fact::Became(person) | Fact::NotSame(person) => {
                free && !self.ruled_out(person)
            }
            Fact::New => state == State::Open,
            Fact::Moved(person) => !free && state != State::Attached(person),
            Fact::Undone => !self.standing.is_empty(),
        };
        if !possible {
            return Err(Wrong);
        }
        if fact == Fact::Undone {
            self.standing.pop();
        } else {
            self.standing.push(fact);
        }
        self.facts = self.facts.saturating_add(1);
        Ok(self)
    }

    /// Whose it is now.
    pub fn state(&self) -> State {
        let decided = self.standing.iter().rev().find_map(|fact| match *fact {
            Fact::ByRule(person) | Fact::Attached(person) | Fact::Became(person) | Fact::Moved(person) => {
                Some(State::Attached(person))
            }
            Fact::New => Some(State::New),
            Fact::NotSame(_) | Fact::Undone => None,
        });
        decided.unwrap_or(State::Open)
    }

    /// Whose record it is on.
    pub fn person(&self) -> Option<PersonId> {
        match self.state() {
            State::Attached(person) => Some(person),
            State::Open | State::New => None,
        }
    }

    /// Whether a decision that stands says that it is not this person.
    pub fn ruled_out(&self, person: PersonId) -> bool {
        self.standing.iter().any(|fact| matches!(*fact, Fact::NotSame(other) if other == person))
    }

    /// Everybody whom it is not.
    pub fn all_ruled_out(&self) -> BTreeSet<PersonId> {
        let not = |fact: &Fact| match *fact {
            Fact::NotSame(person) => Some(person),
            _ => None,
        };
        self.standing.iter().filter_map(not).collect()
    }

    /// The last decision that stands, which can be undone.
    pub fn last(&self) -> Option<Fact> {
        self.standing.last().copied()
    }

    /// How many decisions are kept: the version that a writer saw.
    pub const fn version(&self) -> u32 {
        self.facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    #[test]
    fn a_number_with_the_name_is_sure_and_every_contradiction_or_half_makes_it_wait() {
        use Evidence as E;
        for sure in [vec![E::Pnc, E::NameAndBirth], vec![E::Crn, E::Name], vec![E::NameAndBirth, E::Postcode]]
        {
            assert!(E::sure(&sure), "{sure:?}");
            for against in E::ALL.iter().filter(|one| one.against()) {
                let mut all = sure.clone();
                all.push(*against);
                assert!(!E::sure(&all), "{all:?}");
            }
            for nearly in [E::NearName, E::NearBirth] {
                let mut all = sure.clone();
                all.push(nearly);
                assert!(!E::sure(&all), "{all:?}");
            }
        }
        for unsure in [
            vec![],
            vec![E::Pnc],
            vec![E::Pnc, E::SwappedName],
            vec![E::Pnc, E::PartOfName],
            vec![E::NameAndBirth],
            vec![E::SwappedName, E::Postcode],
            vec![E::Name, E::Postcode],
        ] {
            assert!(!E::sure(&unsure), "{unsure:?}");
        }
    }

    #[test]
    fn what_was_undone_is_not_attached_again_by_a_program() {
        let undone = Matching::replay([Fact::ByRule(person(1)), Fact::Undone]).unwrap();
        assert_eq!(undone.state(), State::Open);
        assert_eq!(undone.clone().decide(Fact::ByRule(person(1))), Err(Wrong));
        assert!(undone.decide(Fact::Attached(person(1))).is_ok());
    }

    #[test]
    fn undoing_a_move_goes_back_to_the_former_record() {
        let moved = Matching::replay([Fact::Attached(person(1)), Fact::Moved(person(2))]).unwrap();
        assert_eq!(moved.person(), Some(person(2)));
        assert_eq!(moved.clone().decide(Fact::Moved(person(2))), Err(Wrong));
        assert_eq!(moved.decide(Fact::Undone).map(|m| m.person()), Ok(Some(person(1))));
    }

    fn any_fact() -> impl Strategy<Value = Fact> {
        let someone = || (1_u128..4).prop_map(person);
        prop_oneof![
            someone().prop_map(Fact::ByRule),
            someone().prop_map(Fact::Attached),
            someone().prop_map(Fact::NotSame),
            Just(Fact::New),
            someone().prop_map(Fact::Became),
            someone().prop_map(Fact::Moved),
            Just(Fact::Undone),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_decided_replays_to_the_same_and_nobody_ruled_out_is_attached(facts in prop::collection::vec(any_fact(), 0..30)) {
            let mut kept = Vec::new();
            let mut matching = Matching::default();
            for fact in facts {
                if let Ok(next) = matching.clone().decide(fact) {
                    kept.push(fact);
                    matching = next;
                }
                if let (Some(person), Some(Fact::Attached(_) | Fact::ByRule(_) | Fact::Became(_))) = (matching.person(), matching.last()) {
                    prop_assert!(!matching.ruled_out(person));
                }
                prop_assert_eq!(matching.version() as usize, kept.len());
            }
            prop_assert_eq!(Matching::replay(kept.clone()), Ok(matching));
            for fact in kept {
                prop_assert_eq!(Fact::from_kept(fact.decision(), fact.person()), Some(fact));
            }
        }
    }
}
