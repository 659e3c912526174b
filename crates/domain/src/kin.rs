//! Two records that may be of two people who belong together: twins, a parent and child of one name, people of one household.
//! They are alike for a reason other than being one person, which whoever decides is told of.
//!
//! A caution speaks against haste, not for or against one person: nothing here decides, and one person may well have moved,
//! been written down twice with two names, or been given a wrong year.

use crate::{
    codes,
    person::{Contact, Identity, Name},
};

codes! {
    /// Why two records may be alike and yet of two people.
    Caution {
        Twins = "twins",
            "They may be twins: the same family name and date of birth, and another given name";
        ParentAndChild = "parent_and_child",
            "They may be a parent and a child of one name: the same name, born 15 years or more apart";
        Household = "household",
            "They may be of one household: the same family name and home, another given name and date of birth";
    }
}

/// Years between a parent and a child at least.
const GENERATION: i16 = 15;

/// Takes a text apart into words that are compared, whatever their case and accents.
type Fold = fn(&str) -> Vec<String>;

/// What to be careful about before two records are decided to be of one person. Contacts are those that may be seen; `fold` says
/// which words are the same, and `forms` whether the given names are known for forms of one, as Catherine and Kathryn are: then
/// they do not tell two people apart.
pub fn cautions(
    one: (&Identity, &[Contact]),
    other: (&Identity, &[Contact]),
    fold: Fold,
    forms: bool,
) -> Vec<Caution> {
    let (mine, theirs) = (&one.0.legal, &other.0.legal);
    let (family, other_family) = (fold(mine.family.as_str()), fold(theirs.family.as_str()));
    if family.is_empty() || family != other_family {
        return Vec::new();
    }
    let given = match Given::of(mine, theirs, fold) {
        Given::Other if forms => Given::Unclear,
        given => given,
    };
    let born = one.0.born.zip(other.0.born);
    let apart = born.map(|(mine, theirs)| {
        let (early, late) = (mine.min(theirs), mine.max(theirs));
        late.year() - early.year() - i16::from((late.month(), late.day()) < (early.month(), early.day()))
    });
    let mut found = Vec::new();
    if given == Given::Other && born.is_some_and(|(mine, theirs)| mine == theirs) {
        found.push(Caution::Twins);
    }
    if given == Given::Same && apart.is_some_and(|years| years >= GENERATION) {
        found.push(Caution::ParentAndChild);
    }
    let born_apart = born.is_some_and(|(mine, theirs)| mine != theirs);
    if given == Given::Other && born_apart && same_home(one.1, other.1, fold) {
        found.push(Caution::Household);
    }
    found
}

/// How two given names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    /// The same words.
    Same,
    /// No word of one is a word of the other, or its beginning.
    Other,
    /// One is a part, an initial, the beginning or another form of the other; or one is not known.
    Unclear,
}

impl Given {
    fn of(one: &Name, other: &Name, fold: Fold) -> Self {
        let words = |name: &Name| name.given.as_ref().map(|given| fold(given.as_str())).unwrap_or_default();
        let (mine, theirs) = (words(one), words(other));
        if mine.is_empty() || theirs.is_empty() {
            return Self::Unclear;
        }
        if mine == theirs {
            return Self::Same;
        }
        let begins =
            |one: &String, other: &String| one.starts_with(other.as_str()) || other.starts_with(one.as_str());
        let related = mine.iter().any(|one| theirs.iter().any(|other| begins(one, other)));
        if related { Self::Unclear } else { Self::Other }
    }
}

/// Whether a postcode or an address of one is one of the other's.
fn same_home(one: &[Contact], other: &[Contact], fold: Fold) -> bool {
    let same = |mine: &Contact, theirs: &Contact| {
        let codes = mine.postcode.is_some() && mine.postcode == theirs.postcode;
        let words = |contact: &Contact| contact.address.as_ref().map(|line| fold(line.as_str()));
        // One flat of a house is not another, wherever both postcodes are known and differ.
        let elsewhere = mine.postcode.is_some() && theirs.postcode.is_some() && !codes;
        codes
            || (!elsewhere && words(mine).is_some_and(|mine| !mine.is_empty() && Some(mine) == words(theirs)))
    };
    one.iter().any(|mine| other.iter().any(|theirs| same(mine, theirs)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hearing::folded,
        ids::{AgencyId, PersonId},
        person::Gender,
        text::Line,
    };
    use jiff::civil::Date;
    use uuid::Uuid;

    fn somebody(given: &str, family: &str, born: &str) -> Identity {
        Identity {
            person: PersonId(Uuid::nil()),
            reference: String::new(),
            holder: AgencyId(Uuid::nil()),
            legal: Name { given: Line::new(given).ok(), middle: None, family: Line::new(family).unwrap() },
            known_as: None,
            aliases: vec![],
            born: born.parse::<Date>().ok(),
            gender: Gender::Unknown,
            identifiers: vec![],
            version: 1,
        }
    }

    fn home(address: &str, postcode: &str) -> Contact {
        Contact {
            person: PersonId(Uuid::nil()),
            holder: AgencyId(Uuid::nil()),
            address: Line::new(address).ok(),
            postcode: (!postcode.is_empty()).then(|| postcode.to_owned()),
            telephone: None,
            email: None,
        }
    }

    #[test]
    fn cautions_by_name_birth_and_home() {
        use Caution::{Household, ParentAndChild, Twins};
        let here = home("1 Mill Lane", "SP1 1AA");
        for (one, other, near, expected) in [
            (("Siân", "O’Neill", "1991-02-14"), ("Mair", "ONeill", "1991-02-14"), &here, vec![Twins]),
            (("SIÂN", "O’Neill", "1991-02-14"), ("Siân", "O'Neill", "1991-02-14"), &here, vec![]),
            // A form, an initial or a part of a name is no twin.
            (("Will", "Okafor", "1991-02-14"), ("William", "Okafor", "1991-02-14"), &here, vec![]),
            (("W", "Okafor", "1991-02-14"), ("William", "Okafor", "1991-02-14"), &here, vec![]),
            (("Ana Maria", "Cruz", "1991-02-14"), ("Maria", "Cruz", "1991-02-14"), &here, vec![]),
            (("", "Cruz", "1991-02-14"), ("Maria", "Cruz", "1991-02-14"), &here, vec![]),
            (("John", "Crane", "1970-05-01"), ("John", "Crane", "1985-05-01"), &here, vec![ParentAndChild]),
            (("John", "Crane", "1985-05-01"), ("John", "Crane", "1970-05-02"), &here, vec![]),
            (("John", "Crane", "1970-05-01"), ("Ruth", "Crane", "1972-05-01"), &here, vec![Household]),
            (("John", "Crane", "1970-05-01"), ("Ruth", "Heron", "1972-05-01"), &here, vec![]),
            (("John", "Crane", "1970-05-01"), ("Ruth", "Crane", ""), &here, vec![]),
            (
                ("John", "Crane", "1970-05-01"),
                ("Ruth", "Crane", "1972-05-01"),
                &home("9 Mill Lane", "SP1 1AB"),
                vec![],
            ),
            (
                ("John", "Crane", "1970-05-01"),
                ("Ruth", "Crane", "1972-05-01"),
                &home("1 mill lane", ""),
                vec![Household],
            ),
            // The same words in another town.
            (
                ("John", "Crane", "1970-05-01"),
                ("Ruth", "Crane", "1972-05-01"),
                &home("1 Mill Lane", "NQ1 1AA"),
                vec![],
            ),
        ] {
            let (mine, theirs) = (somebody(one.0, one.1, one.2), somebody(other.0, other.1, other.2));
            let (here, near) = (std::slice::from_ref(&here), std::slice::from_ref(near));
            assert_eq!(
                cautions((&mine, here), (&theirs, near), folded, false),
                expected,
                "{one:?} {other:?}"
            );
            assert_eq!(
                cautions((&theirs, near), (&mine, here), folded, false),
                expected,
                "either way round: {one:?} {other:?}"
            );
        }
    }
}
