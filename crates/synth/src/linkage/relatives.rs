//! Who is related to whom among the recorded: couples, brothers and sisters, parents and children of one name, twins.
//!
//! Related people have neighbouring numbers within a block of six, so that a person is known from seed and number alone. Relatives are
//! commoner than chance would have it: they are what a matcher mistakes.

use crate::chance::{Chance, Stream};

/// How a person is related to others who have records too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Bond {
    /// None is known.
    #[default]
    Alone,
    /// A couple.
    Couple,
    /// Brothers or sisters.
    Siblings,
    /// A father or mother, and a child of the same sex.
    ParentAndChild,
    /// Born on one day to one mother.
    Twins,
}

impl Bond {
    /// The word of the truth column.
    pub fn word(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Couple => "couple",
            Self::Siblings => "siblings",
            Self::ParentAndChild => "parent and child",
            Self::Twins => "twins",
        }
    }
}

/// A person's place in a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of the family's first person, which also names the family.
    pub family: u64,
    /// Which of the family, from 0.
    pub nth: u64,
    pub bond: Bond,
}

const BLOCK: u64 = 6;

/// Families by how often they begin: bond, people.
const FAMILIES: [((Bond, u64), u32); 6] = [
    ((Bond::Alone, 1), 760),
    ((Bond::Couple, 2), 85),
    ((Bond::Siblings, 2), 60),
    ((Bond::Siblings, 3), 15),
    ((Bond::ParentAndChild, 2), 50),
    ((Bond::Twins, 2), 16),
];

/// The place of the person with this `number`.
pub(super) fn place(seed: u64, number: u64) -> Place {
    let (mut at, end) = (number - number % BLOCK, number - number % BLOCK + BLOCK);
    let mut chance = Chance::of(seed, Stream::LinkedFamily, at);
    loop {
        let (bond, people) = chance.weighted(&FAMILIES, (Bond::Alone, 1));
        let (bond, people) = if at + people > end { (Bond::Alone, 1) } else { (bond, people) };
        if number < at + people {
            return Place { family: at, nth: number - at, bond };
        }
        at += people;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_of_one_family_agree_on_who_they_are() {
        for number in 0..6_000 {
            let own = place(3, number);
            let first = place(3, own.family);
            assert_eq!((first.family, first.nth, first.bond), (own.family, 0, own.bond), "{number}");
            assert_eq!(own.family + own.nth, number);
        }
    }
}
