//! Who lives with whom, and who is related: partners, brothers and sisters, parent and child, twins.
//!
//! People who are linked have neighbouring numbers within a block of eight, so that a person is known from seed and number alone, without
//! a list of anybody else.

use crate::chance::{Chance, Stream};

/// How the people of one household are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Lives alone, as far as the partnership knows.
    Alone,
    /// A couple.
    Partners,
    /// Brothers or sisters.
    Siblings,
    /// The first is a parent of the second.
    ParentAndChild,
    /// Born on one day to one mother.
    Twins,
}

/// A person's place in a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member {
    /// The number of the first person of the household, which also names the household.
    pub household: u64,
    /// The number of the other person, if there is one.
    pub other: Option<u64>,
    /// How they are related.
    pub relation: Relation,
    /// Whether this is the second of the two.
    pub second: bool,
}

const BLOCK: u64 = 8;

/// The household of the person with this `number`.
///
/// Shares are our own guess: about one person in eight lives with another known person, one in two hundred is a known twin.
pub(crate) fn member(seed: u64, number: u64) -> Member {
    let block = number / BLOCK;
    let mut chance = Chance::of(seed, Stream::Block, block);
    let (mut at, end) = (block * BLOCK, block * BLOCK + BLOCK);
    loop {
        let pair = at + 1 < end && chance.happens(68);
        let relation = chance.weighted(
            &[
                (Relation::Partners, 44),
                (Relation::Siblings, 30),
                (Relation::ParentAndChild, 22),
                (Relation::Twins, 4),
            ],
            Relation::Partners,
        );
        let size = if pair { 2 } else { 1 };
        if number < at + size || at + size >= end {
            let second = number > at;
            let other = pair.then_some(if second { at } else { at + 1 });
            let relation = if pair { relation } else { Relation::Alone };
            return Member { household: at, other, relation, second };
        }
        at += size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_of_a_household_name_each_other() {
        let mut shared = 0;
        for number in 0..4_000 {
            let own = member(9, number);
            assert!(own.household <= number && number - own.household <= 1);
            let Some(other) = own.other else { continue };
            shared += 1;
            let theirs = member(9, other);
            assert_eq!(theirs.other, Some(number));
            assert_eq!((theirs.household, theirs.relation), (own.household, own.relation));
            assert_ne!(theirs.second, own.second);
        }
        assert!((350..650).contains(&shared), "{shared}");
    }
}
