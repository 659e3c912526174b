//! When two rows tell of the same defendant at the same hearing, and what has changed between two tellings.
//!
//! Sources share a case number or a URN, and co-defendants share both: so the name decides, and where it is misspelt the
//! date of birth helps. Twins with one surname and one birthday are two people (court-lists.md, section 7).

use super::{Court, CourtEntry};
use crate::{person::Name, text::Line};
use std::collections::BTreeSet;

/// The words of a text in lower case, letters and digits only, in order. Apostrophes part no word.
pub fn folded(text: &str) -> Vec<String> {
    let lower: String = text
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`'))
        .flat_map(char::to_lowercase)
        .collect();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn words_of(name: &Name) -> BTreeSet<String> {
    folded(&name.full()).into_iter().collect()
}

/// Whether the two may be one court: their codes are equal, or else their names; what one does not tell does not part them.
pub fn same_court(one: &Court, other: &Court) -> bool {
    match (&one.code, &other.code) {
        (Some(one), Some(other)) => one == other,
        _ => match (&one.name, &other.name) {
            (Some(one), Some(other)) => folded(one.as_str()) == folded(other.as_str()),
            _ => true,
        },
    }
}

/// Whether two rows of one case on one day tell of the same defendant.
///
/// The same words of the name in any order, with no contradiction in the date of birth; or the same date of birth, and one
/// name holds all words of the other (a middle name told by one source alone).
pub fn same_defendant(one: &CourtEntry, other: &CourtEntry) -> bool {
    let (mine, theirs) = (words_of(&one.name), words_of(&other.name));
    let births = match (one.born, other.born) {
        (Some(one), Some(other)) => Some(one == other),
        _ => None,
    };
    if mine == theirs {
        return births != Some(false);
    }
    let within = mine.len().min(theirs.len()) >= 2 && (mine.is_subset(&theirs) || theirs.is_subset(&mine));
    births == Some(true) && within
}

/// Whether two rows that their source calls by one name may tell of the same defendant: they agree in the date of birth, or
/// else share a word of the name. A source that gives a name to somebody else must not show one as the other.
pub fn plausibly_same(one: &CourtEntry, other: &CourtEntry) -> bool {
    if one.born.is_some() && one.born == other.born {
        return true;
    }
    let (mine, theirs) = (words_of(&one.name), words_of(&other.name));
    mine.intersection(&theirs).next().is_some()
}

/// One thing that a re-issued list tells differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What, as its code.
    pub field: &'static str,
    /// As it was told before; nothing when it was not.
    pub before: String,
    /// As it is told now; nothing when it no longer is.
    pub now: String,
}

impl CourtEntry {
    /// What `now` tells differently from this.
    pub fn differences(&self, now: &Self) -> Vec<Difference> {
        let (before, now) = (self.told(), now.told());
        before
            .into_iter()
            .zip(now)
            .filter(|((_, before), (_, now))| before != now)
            .map(|((field, before), (_, now))| Difference { field, before, now })
            .collect()
    }

    /// The fields that [`CourtEntry::told`] tells, in its order.
    pub const FIELDS: [&'static str; 25] = [
        "court",
        "room",
        "day",
        "time",
        "case_number",
        "urn",
        "sequence",
        "title",
        "name",
        "born",
        "sex",
        "address",
        "postcode",
        "numbers",
        "offences",
        "pleas",
        "verdicts",
        "adjourned",
        "statutes",
        "results",
        "custody",
        "restricted",
        "restrictions",
        "informant",
        "hearing_type",
    ];

    /// Everything that it tells, field by field, in words; what is not told is empty.
    pub fn told(&self) -> Vec<(&'static str, String)> {
        fn text<T: ToString>(value: Option<&T>) -> String {
            value.map(ToString::to_string).unwrap_or_default()
        }
        fn lines(lines: &[Line]) -> String {
            lines.iter().map(Line::as_str).collect::<Vec<_>>().join("; ")
        }
        let numbers = self.numbers.iter().map(|number| format!("{} {}", number.kind, number.checked.raw));
        let offences = self.offences.iter().map(|offence| {
            let each =
                [text(offence.code.as_ref()), text(offence.title.as_ref()), text(offence.wording.as_ref())];
            each.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        });
        let pleas = self.offences.iter().filter_map(|offence| {
            let plea = offence.plea.as_ref()?;
            Some(format!("{plea} {}", text(offence.plea_day.as_ref())))
        });
        let verdicts = self.offences.iter().filter_map(|offence| {
            let verdict = text(offence.verdict.as_ref());
            let convicted = text(offence.convicted.as_ref());
            (!verdict.is_empty() || !convicted.is_empty()).then(|| format!("{verdict} {convicted}"))
        });
        let adjourned =
            self.offences.iter().filter_map(|offence| offence.adjourned.map(|day| day.to_string()));
        let other = self.offences.iter().flat_map(|offence| {
            let rest = [offence.title_welsh.as_ref(), offence.statute.as_ref()];
            rest.into_iter().flatten().map(ToString::to_string)
        });
        let joined = |each: Vec<String>| each.join("; ");
        vec![
            (
                "court",
                format!("{} {}", text(self.court.code.as_ref()), text(self.court.name.as_ref()))
                    .trim()
                    .to_owned(),
            ),
            ("room", text(self.court.room.as_ref())),
            ("day", self.day.to_string()),
            ("time", self.time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default()),
            ("case_number", text(self.case_number.as_ref())),
            ("urn", text(self.urn.as_ref())),
            ("sequence", text(self.sequence.as_ref())),
            ("title", text(self.title.as_ref())),
            ("name", self.name.full()),
            ("born", text(self.born.as_ref())),
            ("sex", self.sex.to_string()),
            ("address", text(self.address.as_ref())),
            ("postcode", text(self.postcode.as_ref())),
            ("numbers", joined(numbers.collect())),
            ("offences", joined(offences.collect())),
            ("pleas", joined(pleas.collect())),
            ("verdicts", joined(verdicts.collect())),
            ("adjourned", joined(adjourned.collect())),
            ("statutes", joined(other.collect())),
            ("results", lines(&self.offences.iter().flat_map(|one| one.results.clone()).collect::<Vec<_>>())),
            ("custody", self.custody.to_string()),
            ("restricted", if self.restricted { "Restricted".to_owned() } else { String::new() }),
            ("restrictions", lines(&self.restrictions)),
            ("informant", text(self.informant.as_ref())),
            ("hearing_type", text(self.hearing_type.as_ref())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hearing::{
        CourtCode,
        tests::{entry, line, named},
    };
    use jiff::civil::{date, time};

    #[test]
    fn the_fields_told_are_those_that_are_named() {
        let told: Vec<&str> = entry().told().into_iter().map(|(field, _)| field).collect();
        assert_eq!(told, CourtEntry::FIELDS);
    }

    #[test]
    fn a_moved_room_and_time_are_told_and_nothing_else() {
        let mut now = entry();
        now.court.room = Some(line("3"));
        now.time = Some(time(14, 0, 0, 0));
        let told: Vec<_> =
            entry().differences(&now).into_iter().map(|d| (d.field, d.before, d.now)).collect();
        assert_eq!(told, [("room", String::new(), "3".into()), ("time", String::new(), "14:00".into())]);
        assert!(now.differences(&now.clone()).is_empty());
    }

    #[test]
    fn swapped_and_spelt_out_names_are_the_same_and_twins_and_strangers_are_not() {
        let with = |given: &str, family: &str, born| {
            let mut one = entry();
            (one.name, one.born) = (named(given, family), born);
            one
        };
        let ada = with("Ada", "Crane", Some(date(1991, 2, 14)));
        assert!(same_defendant(&ada, &with("CRANE", "ada", Some(date(1991, 2, 14)))));
        assert!(same_defendant(&ada, &with("Ada", "Crane", None)));
        assert!(same_defendant(&ada, &with("Ada Mary", "Crane", Some(date(1991, 2, 14)))));
        assert!(!same_defendant(&ada, &with("Ada", "Crane", Some(date(1991, 2, 15)))), "another birthday");
        assert!(!same_defendant(&ada, &with("Ida", "Crane", Some(date(1991, 2, 14)))), "a twin");
        assert!(!same_defendant(&ada, &with("Ada Mary", "Crane", None)), "no birthday to go by");
        assert!(!same_defendant(&ada, &with("", "Crane", Some(date(1991, 2, 14)))), "one word is too little");
        assert!(plausibly_same(&ada, &with("Adah", "Crane", Some(date(1991, 4, 12)))), "a corrected row");
        assert!(!plausibly_same(&ada, &with("Bo", "Heron", Some(date(1990, 1, 1)))), "somebody else");
        assert!(!plausibly_same(&ada, &with("Bo", "Heron", None)), "somebody else");
    }

    #[test]
    fn courts_differ_by_code_and_else_by_name() {
        let court = |code: &str, name: &str| Court {
            code: CourtCode::new(code),
            name: Line::new(name).ok(),
            room: None,
        };
        assert!(same_court(&court("B10JQ", "North"), &court("B10JQ", "South")));
        assert!(!same_court(&court("B10JQ", "North"), &court("B10JR", "North")));
        assert!(same_court(&court("", "North Court"), &court("B10JQ", "NORTH  COURT")));
        assert!(!same_court(&court("", "North Court"), &court("", "South Court")));
        assert!(same_court(&court("B10JQ", ""), &court("", "South Court")), "nothing tells them apart");
    }
}
