//! People found by where they live: a part of a postcode, alone or with a name.
//!
//! Somebody is found so only where the viewer may know of them and the very record that holds the postcode opens to them, as it
//! would on the person's page. Of the records looked at, what stays closed is sorted out before anything is counted, ordered into pages
//! or cut, and the same statements run whether there is any of it or not.

use super::find::FoundPerson;
use crate::{
    Cx,
    ports::{AtPostcode, PostcodeQuery},
    refusal::Refusal,
    search,
};
use domain::{ids::PersonId, section::Level};
use gate::{Condition, Relations, Standing};
use identifiers::PostcodePart;
use jiff::civil::Date;
use std::{collections::BTreeSet, ops::Range};
use uuid::Uuid;

/// Recorded postcodes looked at, of people of whom the viewer may know: so many in one district that none that stays closed takes
/// the place of one that opens, but where an agency knows of more.
const LOOKED_AT: u32 = 5000;
/// Words besides the postcode.
const NAMES: usize = 5;
/// How the place of a page begins that is one of people found by postcode. No word of a name is like it.
const PLACE: &str = "@postcode";

/// A part of a postcode that was typed, and the words around it.
pub(super) struct TypedPostcode {
    part: PostcodePart,
    names: Vec<String>,
    /// All of it as one word, as [`super::find`] looks for it too.
    whole: String,
}

impl TypedPostcode {
    /// The first words that can be a postcode or the beginning of one, if any are.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut words = search::tokens(text);
        let (range, part) = Self::within(&words)?;
        words.drain(range);
        words.truncate(NAMES);
        Some(Self { part, names: words, whole: search::joined(text) })
    }

    /// Two words or one that begin with a district; only where there are none, all words as one postcode. What follows a
    /// district belongs to it only when it begins with a digit: in "M14 Li" there is a name.
    fn within(words: &[String]) -> Option<(Range<usize>, PostcodePart)> {
        let has_digit = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
        let goes_on = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
        let reads = |range: Range<usize>| {
            let [first, rest @ ..] = words.get(range.clone())? else { return None };
            if !rest.iter().all(goes_on) {
                return None;
            }
            let typed = rest.iter().fold(first.clone(), |typed, word| format!("{typed} {word}"));
            Some((range, PostcodePart::parse(&typed).ok()?))
        };
        let districts = (0..words.len()).filter(|at| words.get(*at).is_some_and(|word| has_digit(word)));
        districts.flat_map(|at| [at..at + 2, at..at + 1]).find_map(reads).or_else(|| reads(0..words.len()))
    }
}

/// What was typed, in capitals, where it is no more than the letters with which a postcode begins.
pub(super) fn area_of(text: &str) -> Option<String> {
    let text = text.trim();
    let is_area = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphabetic());
    is_area.then(|| text.to_ascii_uppercase())
}

/// Where a page begins that is one of people found by postcode: after this person.
pub(super) fn place_of(after: Option<&(String, PersonId)>) -> Option<PersonId> {
    after.filter(|(key, _)| key == PLACE).map(|(_, person)| *person)
}

/// One person and the records of their postcode that open to the viewer.
struct Home {
    person: PersonId,
    rows: Vec<AtPostcode>,
}

impl Cx<'_> {
    /// What agencies recorded about the postcode; nothing where none was typed.
    pub(super) async fn at_postcode(
        &mut self,
        typed: Option<&TypedPostcode>,
        born: Option<Date>,
    ) -> Result<Vec<AtPostcode>, Refusal> {
        let Some(typed) = typed else { return Ok(Vec::new()) };
        let query = PostcodeQuery {
            codes: typed.part.range(),
            names: typed.names.clone(),
            born,
            typed: typed.whole.clone(),
            limit: LOOKED_AT,
        };
        let (filter, today) = (self.visible(), self.today());
        Ok(self.tx.search_postcode(&filter, &query, today).await?)
    }

    /// Somebody who is nobody, to whom something was opened: asked about with those who were found, so that the same statements run
    /// where there are none, or none of theirs was opened.
    pub(super) fn nobody(&self) -> Standing {
        let relations = Relations::NONE.and(Condition::OpenedTo, true);
        let edition = self.gate.rules().edition;
        Standing { relations, edition, ..Standing::none(PersonId(Uuid::nil())) }
    }

    /// Those at the postcode whose record of it opens, after `from`, `room` at most; and where the next page begins. Who was
    /// recorded first comes first; on one page they are in order of postcode and name.
    pub(super) fn open_homes(
        &mut self,
        rows: Vec<AtPostcode>,
        from: Option<PersonId>,
        room: usize,
    ) -> (Vec<FoundPerson>, Option<(String, PersonId)>) {
        let from = from.unwrap_or(PersonId(Uuid::nil()));
        let mut homes = self.homes(rows);
        homes.retain(|home| home.person > from);
        let more = homes.len() > room;
        homes.truncate(room);
        let last = homes.last().map_or(from, |home| home.person);
        let today = self.today();
        let mut people: Vec<_> = homes.into_iter().filter_map(|home| self.open_home(home, today)).collect();
        let name = |one: &FoundPerson| search::tokens(&one.identity.legal.short());
        people.sort_by_cached_key(|one| (one.postcodes.clone(), name(one), one.identity.person));
        (people, more.then(|| (PLACE.to_owned(), last)))
    }

    /// The people of these rows, each once, as far as the rows open to the viewer. Nothing is noted as shown yet.
    fn homes(&self, rows: Vec<AtPostcode>) -> Vec<Home> {
        let mut homes: Vec<Home> = Vec::new();
        for row in rows {
            if !self.would_open(&row) {
                continue;
            }
            let person = row.listed.standing.person;
            match homes.last_mut().filter(|home| home.person == person) {
                Some(home) => home.rows.push(row),
                None => homes.push(Home { person, rows: vec![row] }),
            }
        }
        homes
    }

    /// Whether the viewer may find the person by this record of a postcode: it opens in full, and so does who they are.
    fn would_open(&self, row: &AtPostcode) -> bool {
        let standing = &row.listed.standing;
        [row.contact.label(), row.listed.identity.label()].into_iter().all(|label| {
            let basis = self.gate.decide(&self.viewer, self.purpose(), standing, label);
            basis.is_ok_and(|basis| basis.level == Level::Full)
        })
    }

    /// Opens who they are and the postcodes that they are found by, which the ledger keeps as shown.
    fn open_home(&mut self, home: Home, today: Date) -> Option<FoundPerson> {
        let (mut identity, mut postcodes) = (None, BTreeSet::new());
        for AtPostcode { listed, contact } in home.rows {
            let opened = self.open(&listed.standing, contact).opened();
            postcodes.extend(opened.and_then(|contact| contact.postcode));
            if identity.is_none() {
                identity = self.open(&listed.standing, listed.identity).opened();
            }
        }
        let identity = identity.filter(|_| !postcodes.is_empty())?;
        let postcodes = postcodes.into_iter().collect();
        Some(FoundPerson { age: identity.age_on(today), identity, postcodes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_read_wherever_it_stands_and_the_rest_are_names() {
        for (text, part, names) in [
            ("M14", "M14", ""),
            ("smith m14", "M14", "smith"),
            ("M14 5 Smith", "M14 5", "smith"),
            ("Smith, m145rt Jo", "M14 5RT", "smith jo"),
            ("m14 5rt", "M14 5RT", ""),
            ("m 14 5rt", "M14 5RT", ""),
            ("J M14 5r", "M14 5R", "j"),
            ("M14 Li", "M14", "li"),
            ("M14 5 Li", "M14 5", "li"),
        ] {
            let typed = TypedPostcode::of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (typed.part.to_string(), typed.names.join(" ")),
                (part.into(), names.into()),
                "{text}"
            );
        }
        for text in
            ["", "SW", "Smith", "X320741", "2002/73319Z", "943 476 5919", "Jo B", "14 2 1991", "A1234BC"]
        {
            assert!(TypedPostcode::of(text).is_none(), "{text}");
        }
        assert_eq!(area_of(" sw "), Some("SW".to_owned()));
        for text in ["", "sw1", "swa", "ß", "s w"] {
            assert_eq!(area_of(text), None, "{text}");
        }
    }

    #[test]
    fn the_place_of_a_page_is_never_a_word() {
        let person = PersonId(Uuid::from_u128(7));
        assert_eq!(place_of(Some(&(PLACE.to_owned(), person))), Some(person));
        assert_eq!(place_of(Some(&("postcode".to_owned(), person))), None);
        assert_ne!(search::tokens(PLACE), [PLACE]);
    }
}
