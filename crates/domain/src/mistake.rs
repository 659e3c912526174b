//! A disclosure that was a mistake: what went to whom, the hours in which the commissioner is told or is not, who else was told,
//! what came back, and what was learnt.
//!
//! What holds: nothing is closed before its risk was assessed and both decisions are made, about the commissioner and about the
//! people concerned; a decision that is late says why; a later decision stands beside the earlier one. Deliberately not here: how
//! long there is, which is a timing with dates.

use crate::{
    codes,
    ids::{AgencyId, MistakeId, PersonId},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::{Timestamp, civil::Date};

codes! {
    /// Where it stands.
    MistakeState {
        Open = "open", "Open";
        Closed = "closed", "Closed";
    }
}

codes! {
    /// A step.
    MistakeMove {
        Assess = "assess", "Assess the risk to the people concerned";
        TellCommissioner = "tell_commissioner", "Tell the commissioner";
        SpareCommissioner = "spare_commissioner", "Do not tell the commissioner";
        TellPeople = "tell_people", "Tell the people concerned";
        SparePeople = "spare_people", "Do not tell the people concerned";
        TellRecipient = "tell_recipient", "Ask the recipient to give back or destroy";
        Recover = "recover", "Record what was given back or destroyed";
        Close = "close", "Close, with what was learnt";
    }
}

codes! {
    /// How great the risk to the people concerned is.
    Danger {
        Unlikely = "unlikely", "A risk to them is unlikely";
        Some = "some", "There is a risk to them";
        High = "high", "The risk to them is high";
    }
}

codes! {
    /// What became of it at the recipient.
    Recovery {
        Returned = "returned", "Given back";
        Destroyed = "destroyed", "Destroyed, as they confirmed";
        Unopened = "unopened", "Not opened, as they confirmed";
        Lost = "lost", "Cannot be got back";
    }
}

/// What was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Its id.
    pub id: MistakeId,
    /// Whose record, where it is one person's and known.
    pub person: Option<PersonId>,
    /// What was disclosed.
    pub what: Prose,
    /// About how many people.
    pub people: u32,
    /// Which parts of a record.
    pub sections: Vec<Section>,
    /// Who had it.
    pub recipient: Line,
    /// The day it happened.
    pub happened: Date,
    /// When the agency became aware of it.
    pub aware: Timestamp,
    /// By when the commissioner is told, if at all.
    pub tell_by: Timestamp,
    /// Who reported it, when, for which agency.
    pub stamp: Stamp,
    facts: Vec<(Stamp, MistakeFact)>,
}

/// A fact, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MistakeFact {
    /// The step.
    pub step: MistakeMove,
    /// In words: what, and why.
    pub words: Prose,
    /// How great the risk is, where it was assessed.
    pub danger: Option<Danger>,
    /// What became of it, where something came back.
    pub recovery: Option<Recovery>,
    /// Why it is late, where it is.
    pub late: Option<Line>,
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MistakeRefused {
    /// It is closed.
    #[error("it is closed")]
    Closed,
    /// Something is missing before it can be closed.
    #[error("not ready to be closed")]
    NotReady,
    /// The hours are over, and nobody said why it is late.
    #[error("late without a reason")]
    Late,
    /// The step needs to say more.
    #[error("something is missing")]
    Missing,
}

impl Mistake {
    /// One as it was reported.
    #[expect(clippy::too_many_arguments, reason = "the fields of one short form")]
    pub const fn new(
        id: MistakeId,
        person: Option<PersonId>,
        what: Prose,
        people: u32,
        sections: Vec<Section>,
        recipient: Line,
        happened: Date,
        aware: Timestamp,
        tell_by: Timestamp,
        stamp: Stamp,
    ) -> Self {
        Self {
            id,
            person,
            what,
            people,
            sections,
            recipient,
            happened,
            aware,
            tell_by,
            stamp,
            facts: Vec::new(),
        }
    }

    /// The agency that keeps it.
    pub const fn agency(&self) -> AgencyId {
        self.stamp.agency
    }

    /// Its history, oldest first.
    pub fn facts(&self) -> &[(Stamp, MistakeFact)] {
        &self.facts
    }

    /// How many facts there are: the version that a writer must have seen.
    pub fn version(&self) -> i64 {
        i64::try_from(self.facts.len()).unwrap_or(i64::MAX)
    }

    /// Where it stands.
    pub fn state(&self) -> MistakeState {
        let closed = self.facts.iter().any(|(_, fact)| fact.step == MistakeMove::Close);
        if closed { MistakeState::Closed } else { MistakeState::Open }
    }

    /// The last fact of these steps.
    fn last(&self, steps: [MistakeMove; 2]) -> Option<&(Stamp, MistakeFact)> {
        self.facts.iter().rev().find(|(_, fact)| steps.contains(&fact.step))
    }

    /// What was decided about the commissioner.
    pub fn commissioner(&self) -> Option<&(Stamp, MistakeFact)> {
        self.last([MistakeMove::TellCommissioner, MistakeMove::SpareCommissioner])
    }

    /// What was decided about the people concerned.
    pub fn concerned(&self) -> Option<&(Stamp, MistakeFact)> {
        self.last([MistakeMove::TellPeople, MistakeMove::SparePeople])
    }

    /// Whether the person sees it among their receipts.
    pub fn is_shown_to_person(&self) -> bool {
        self.concerned().is_some_and(|(_, fact)| fact.step == MistakeMove::TellPeople)
    }

    /// Whether the hours were over when the commissioner was first decided about, or are now.
    pub fn is_late(&self, now: Timestamp) -> bool {
        let decided = self.facts.iter().find(|(_, fact)| decides(fact.step));
        decided.map_or(now, |(stamp, _)| stamp.at) > self.tell_by
    }

    /// The steps that may be taken.
    pub fn moves(&self) -> Vec<MistakeMove> {
        if self.state() == MistakeState::Closed {
            return Vec::new();
        }
        let ready = self.is_ready();
        MistakeMove::ALL.iter().copied().filter(|step| *step != MistakeMove::Close || ready).collect()
    }

    fn is_ready(&self) -> bool {
        let assessed = self.facts.iter().any(|(_, fact)| fact.step == MistakeMove::Assess);
        assessed && self.commissioner().is_some() && self.concerned().is_some()
    }

    /// # Errors
    /// [`MistakeRefused`] when it is closed, not ready to be, or the fact lacks what its step has to say.
    pub fn append(mut self, stamp: Stamp, fact: MistakeFact) -> Result<Self, MistakeRefused> {
        if self.state() == MistakeState::Closed {
            return Err(MistakeRefused::Closed);
        }
        if fact.step == MistakeMove::Close && !self.is_ready() {
            return Err(MistakeRefused::NotReady);
        }
        let first = self.commissioner().is_none();
        if decides(fact.step) && first && stamp.at > self.tell_by && fact.late.is_none() {
            return Err(MistakeRefused::Late);
        }
        let says = (fact.step == MistakeMove::Assess, fact.step == MistakeMove::Recover);
        if says != (fact.danger.is_some(), fact.recovery.is_some()) {
            return Err(MistakeRefused::Missing);
        }
        self.facts.push((stamp, fact));
        Ok(self)
    }
}

/// Whether the step decides about the commissioner.
const fn decides(step: MistakeMove) -> bool {
    matches!(step, MistakeMove::TellCommissioner | MistakeMove::SpareCommissioner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use MistakeMove as M;
    use jiff::SignedDuration;
    use uuid::Uuid;

    fn stamp(hours: i64) -> Stamp {
        let at =
            Timestamp::from_second(1_795_500_000).expect("an instant") + SignedDuration::from_hours(hours);
        Stamp { at, by: AccountId(Uuid::from_u128(1)), agency: AgencyId(Uuid::from_u128(2)) }
    }

    fn reported() -> Mistake {
        let words = Prose::new("A letter").expect("words");
        let to = Line::new("A neighbour").expect("words");
        let day = jiff::civil::date(2026, 11, 24);
        Mistake::new(
            MistakeId(Uuid::nil()),
            None,
            words,
            2,
            vec![],
            to,
            day,
            stamp(0).at,
            stamp(72).at,
            stamp(0),
        )
    }

    fn fact(step: M) -> MistakeFact {
        MistakeFact {
            step,
            words: Prose::new("Why").expect("words"),
            danger: (step == M::Assess).then_some(Danger::Some),
            recovery: (step == M::Recover).then_some(Recovery::Returned),
            late: None,
        }
    }

    #[test]
    fn nothing_is_closed_before_both_decisions_and_nothing_after() {
        let mut one = reported();
        for step in [M::Assess, M::SpareCommissioner, M::TellPeople] {
            assert!(!one.moves().contains(&M::Close));
            assert_eq!(one.clone().append(stamp(1), fact(M::Close)), Err(MistakeRefused::NotReady));
            one = one.append(stamp(1), fact(step)).expect("a step");
        }
        assert!(one.is_shown_to_person());
        let changed = one.clone().append(stamp(2), fact(M::SparePeople)).expect("a later decision");
        assert!(!changed.is_shown_to_person() && changed.facts().len() == 4, "both are kept");
        let closed = one.append(stamp(2), fact(M::Close)).expect("closed");
        assert_eq!((closed.state(), closed.moves()), (MistakeState::Closed, vec![]));
        assert_eq!(closed.append(stamp(3), fact(M::Recover)), Err(MistakeRefused::Closed));
    }

    #[test]
    fn after_seventy_two_hours_a_reason_is_asked_for_and_it_stays_late() {
        assert!(!reported().is_late(stamp(72).at) && reported().is_late(stamp(73).at));
        let in_time = reported().append(stamp(72), fact(M::TellCommissioner)).expect("in time");
        assert!(!in_time.is_late(stamp(100).at));
        assert_eq!(reported().append(stamp(73), fact(M::SpareCommissioner)), Err(MistakeRefused::Late));
        let late = MistakeFact { late: Line::new("Nobody was in").ok(), ..fact(M::TellCommissioner) };
        assert!(reported().append(stamp(73), late).expect("late").is_late(stamp(73).at));
    }

    #[test]
    fn a_step_says_what_it_has_to() {
        let bare = MistakeFact { danger: None, ..fact(M::Assess) };
        assert_eq!(reported().append(stamp(1), bare), Err(MistakeRefused::Missing));
        let bare = MistakeFact { recovery: None, ..fact(M::Recover) };
        assert_eq!(reported().append(stamp(1), bare), Err(MistakeRefused::Missing));
    }
}
