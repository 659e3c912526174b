//! A panel that need not meet: positions in writing by a day, a quorum, a rule, and every position kept.
//!
//! What holds: an agency's latest position counts, and those before stay; what is decided follows from the positions alone, and
//! once no position that may still come could change it, it is decided. An agency that says nothing counts for nothing, not even
//! towards the quorum: whether it had anything to say is told to nobody. Source: practice catalogue, S3-42.

use crate::{codes, ids::AgencyId, stamp::Stamp, text::Prose};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

codes! {
    /// What one agency says.
    Stance {
        For = "for", "For";
        Against = "against", "Against";
        Abstains = "abstains", "Neither for nor against";
    }
}

codes! {
    /// How positions become a decision. Positions of neither side count towards the quorum alone.
    Rule {
        Majority = "majority", "More for than against";
        TwoThirds = "two_thirds", "Two thirds for";
        Everybody = "everybody", "Nobody against";
    }
}

codes! {
    /// What came of it.
    Outcome {
        Agreed = "agreed", "Agreed";
        NotAgreed = "not_agreed", "Not agreed";
        NoQuorum = "no_quorum", "Not decided: too few positions";
    }
}

/// What one agency says, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// For which side.
    pub stance: Stance,
    /// Why; there unless it is for.
    pub words: Option<Prose>,
}

impl Position {
    /// Whether the words that must be there are: who is asked again has to know what stood against it.
    pub const fn says_why(stance: Stance, words: Option<&Prose>) -> bool {
        matches!(stance, Stance::For) || words.is_some()
    }
}

/// Who is asked, by when, and how it is counted: as the panel was on the day of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The agencies of the panel.
    pub asked: BTreeSet<AgencyId>,
    /// The last day for a position.
    pub by: Date,
    /// Positions that it takes at least.
    pub quorum: u16,
    /// By which rule.
    pub rule: Rule,
}

/// How many said what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// For.
    pub for_it: u16,
    /// Against.
    pub against: u16,
    /// Neither.
    pub abstains: u16,
    /// Nothing yet.
    pub silent: u16,
}

impl Count {
    const fn given(self) -> u16 {
        self.for_it.saturating_add(self.against).saturating_add(self.abstains)
    }

    /// What it would be if nothing more came.
    const fn outcome(self, quorum: u16, rule: Rule) -> Outcome {
        if self.given() < quorum {
            return Outcome::NoQuorum;
        }
        let agreed = match rule {
            Rule::Majority => self.for_it > self.against,
            Rule::TwoThirds => {
                self.for_it > 0 && 3 * self.for_it as u32 >= 2 * (self.for_it as u32 + self.against as u32)
            }
            Rule::Everybody => self.for_it > 0 && self.against == 0,
        };
        if agreed { Outcome::Agreed } else { Outcome::NotAgreed }
    }
}

/// A question to the panel with what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Who is asked, and how it is counted.
    pub terms: Terms,
    said: Vec<(Stamp, Position)>,
}

/// What a round does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoundRefused {
    /// The agency is not of the panel.
    #[error("your agency is not of this panel")]
    NotAsked,
}

impl Round {
    /// A question that nobody has answered.
    pub const fn new(terms: Terms) -> Self {
        Self { terms, said: Vec::new() }
    }

    /// # Errors
    /// [`RoundRefused`] for an agency that was not asked.
    pub fn say(&mut self, stamp: Stamp, position: Position) -> Result<(), RoundRefused> {
        if !self.terms.asked.contains(&stamp.agency) {
            return Err(RoundRefused::NotAsked);
        }
        self.said.push((stamp, position));
        Ok(())
    }

    /// Every position, in the order in which they came.
    pub fn said(&self) -> &[(Stamp, Position)] {
        &self.said
    }

    /// The position of each agency that counts: its latest.
    pub fn counting(&self) -> BTreeMap<AgencyId, &Position> {
        self.said.iter().map(|(stamp, position)| (stamp.agency, position)).collect()
    }

    /// How many said what.
    pub fn count(&self) -> Count {
        let counting = self.counting();
        let of = |stance| {
            let found = counting.values().filter(|position| position.stance == stance).count();
            u16::try_from(found).unwrap_or(u16::MAX)
        };
        let silent = self.terms.asked.len().saturating_sub(counting.len());
        Count {
            for_it: of(Stance::For),
            against: of(Stance::Against),
            abstains: of(Stance::Abstains),
            silent: u16::try_from(silent).unwrap_or(u16::MAX),
        }
    }

    /// What is decided on `today`: once the day has passed, or once no position of those who have said nothing could change it.
    pub fn decided_on(&self, today: Date) -> Option<Outcome> {
        let (count, Terms { by, quorum, rule, .. }) = (self.count(), &self.terms);
        let now = count.outcome(*quorum, *rule);
        let all = |for_it, against, abstains| {
            let count = Count {
                for_it: count.for_it.saturating_add(for_it),
                against: count.against.saturating_add(against),
                abstains: count.abstains.saturating_add(abstains),
                silent: 0,
            };
            count.outcome(*quorum, *rule)
        };
        let silent = count.silent;
        // Sides count alike, so the two ends and the middle bound whatever the rest may say.
        let settled = [all(silent, 0, 0), all(0, silent, 0), all(0, 0, silent)].iter().all(|one| *one == now);
        (today > *by || settled).then_some(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;
    use uuid::Uuid;

    const BY: Date = date(2026, 12, 4);

    fn agency(number: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(number))
    }

    fn round(agencies: u128, quorum: u16, rule: Rule) -> Round {
        Round::new(Terms { asked: (0..agencies).map(agency).collect(), by: BY, quorum, rule })
    }

    fn stamp(number: u128) -> Stamp {
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::from_u128(8)), agency: agency(number) }
    }

    fn position(stance: Stance) -> Position {
        Position { stance, words: Prose::new("As we see it.").ok() }
    }

    fn said(agencies: u128, quorum: u16, rule: Rule, stances: &[Stance]) -> Round {
        let mut round = round(agencies, quorum, rule);
        for (number, stance) in (0_u128..).zip(stances) {
            round.say(stamp(number), position(*stance)).unwrap();
        }
        round
    }

    #[test]
    fn s3_42_positions_by_a_day_quorum_and_rule() {
        use Stance::{Abstains, Against, For};
        let after = date(2026, 12, 5);
        for (rule, stances, on_the_day, later) in [
            (Rule::Majority, &[For, For][..], None, Outcome::NoQuorum),
            (Rule::Majority, &[For, For, For], Some(Outcome::Agreed), Outcome::Agreed),
            (Rule::Majority, &[For, Against, For], None, Outcome::Agreed),
            (Rule::Majority, &[For, Against, Abstains], None, Outcome::NotAgreed),
            (Rule::Majority, &[Against, Against, Against], Some(Outcome::NotAgreed), Outcome::NotAgreed),
            (Rule::TwoThirds, &[For, For, Against], None, Outcome::Agreed),
            (Rule::TwoThirds, &[For, For, Against, Against], Some(Outcome::NotAgreed), Outcome::NotAgreed),
            (Rule::TwoThirds, &[For, For, For, Against], None, Outcome::Agreed),
            (Rule::Everybody, &[For, For, Abstains], None, Outcome::Agreed),
            (Rule::Everybody, &[For, For, Against], Some(Outcome::NotAgreed), Outcome::NotAgreed),
            (Rule::Everybody, &[Abstains, Abstains, Abstains], None, Outcome::NotAgreed),
        ] {
            let round = said(5, 3, rule, stances);
            assert_eq!(round.decided_on(BY), on_the_day, "{rule}: {stances:?}");
            assert_eq!(round.decided_on(after), Some(later), "{rule}: {stances:?}");
        }
    }

    #[test]
    fn an_agency_may_think_again_and_every_position_is_kept() {
        let mut round = said(3, 2, Rule::Majority, &[Stance::Against]);
        round.say(stamp(0), position(Stance::For)).unwrap();
        assert_eq!(round.count(), Count { for_it: 1, against: 0, abstains: 0, silent: 2 });
        assert_eq!(round.said().len(), 2);
        assert_eq!(round.say(stamp(9), position(Stance::For)), Err(RoundRefused::NotAsked));
    }

    proptest! {
        /// Whatever was decided early, nothing that those who were silent may still say would have made it otherwise.
        #[test]
        fn what_is_decided_early_stays_so(
            stances in proptest::collection::vec(0..3_usize, 0..7),
            rest in proptest::collection::vec(0..3_usize, 7),
            quorum in 1..8_u16,
            rule in 0..3_usize,
        ) {
            let stance = |number: &usize| Stance::ALL[*number];
            let given: Vec<Stance> = stances.iter().map(stance).collect();
            let early = said(7, quorum, Rule::ALL[rule], &given);
            if let Some(outcome) = early.decided_on(BY) {
                for more in given.len()..=7 {
                    let mut all = given.clone();
                    all.extend(rest.iter().take(more - given.len()).map(stance));
                    let later = said(7, quorum, Rule::ALL[rule], &all).decided_on(date(2027, 1, 1));
                    prop_assert_eq!(later, Some(outcome));
                }
            }
        }
    }
}
