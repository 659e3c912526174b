//! Our own models as files: everything that a [`Model`] says, stories and all, as JSON.
//!
//! ```json
//! {
//!   "format": "linkage model",
//!   "version": 1,
//!   "prior": 1e-6,
//!   "comparisons": [{
//!     "name": "surname", "columns": ["surname", "forename"], "part": "surname",
//!     "levels": [
//!       {"name": "same", "rule": "exact", "m": 0.9, "u": 0.002, "fixed": "neither",
//!        "tf": {"column": 0, "weight": 1.0, "floor": 1e-5, "at": 0.002}, "speaks_for": []},
//!       {"name": "alike", "rule": {"any": [{"jaro_winkler": 0.92}, {"on": {"column": 1, "rule": "sounds_alike"}}]},
//!        "m": 0.06, "u": 0.004, "apart": 0.01, "fixed": "u", "speaks_for": ["forename"]},
//!       {"name": "differs", "rule": "else", "m": 0.04, "u": 0.994, "fixed": "neither", "speaks_for": []}
//!     ]
//!   }],
//!   "blocking": [{"keys": [{"column": "surname", "of": "sound"}, {"column": "forename", "of": {"prefix": 3}}],
//!                 "refine": [{"column": "birth_date", "of": "year"}], "most": 300}],
//!   "stories": [{"name": "moved house", "same_person": true, "shares": ["forename", "surname", "birth", "own"], "share": 0.2}]
//! }
//! ```
//!
//! # What holds
//!
//! - A model that is written and read is the same model, to the last digit of every number.
//! - A key that is not known, or one that is missing, is an error that names it and its place: nothing is guessed, and nothing is
//!   dropped in silence. `apart` and `tf` alone may be missing.
//! - A file of a later version is refused. Version 1 will be read by all later versions.
//! - Any text is a model or an error. Whether a model fits a table is found by [`crate::Linker::new`].

mod read;
mod rules;
mod write;

pub use read::read;
pub use write::write;

use crate::model::Model;
use crate::splink::{self, SplinkError};

/// What says that a file is a model of ours.
const FORMAT: &str = "linkage model";
/// The version that is written.
const VERSION: u32 = 1;

/// Why a file is no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SavedError {
    /// The text is no JSON, or no object.
    #[error("it is not JSON: {0}")]
    NotJson(String),
    /// It was written by a later version.
    #[error("it is a model of version {0}, and {VERSION} is the latest that is read here")]
    Version(u32),
    /// Something in it is not as it should be.
    #[error("{place}: {why}")]
    Wrong {
        /// Where.
        place: String,
        /// What is wrong.
        why: String,
    },
    /// It is neither a model of ours nor settings of Splink.
    #[error(transparent)]
    Splink(#[from] SplinkError),
}

impl SavedError {
    fn wrong(place: &str, why: impl Into<String>) -> Self {
        Self::Wrong { place: place.to_owned(), why: why.into() }
    }
}

/// Reads a model, whoever wrote it: what says that it is one of ours is read as such, anything else as settings of Splink.
pub fn read_any(text: &str) -> Result<Model, SavedError> {
    if read::is_ours(text) { read(text) } else { Ok(splink::read(text)?) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;
    use crate::model::{
        BlockingKey, BlockingRule, Comparison, Fixed, KeyOf, Level, Part, Rule, Story, TermFrequency,
    };
    use crate::{Preset, TableBuilder};

    /// The preset for a table that has every column.
    fn preset() -> Model {
        let names: Vec<&str> =
            Kind::ALL.into_iter().filter(|kind| *kind != Kind::FullName).map(Kind::name).collect();
        let mut table = TableBuilder::new(&names).unwrap();
        table.push(&vec!["1990-02-03"; names.len()]).unwrap();
        Preset::people().model(&table.finish())
    }

    #[test]
    fn the_whole_preset_comes_back_as_it_went() {
        let model = preset();
        assert!(model.comparisons.len() > 10 && model.stories.len() > 5 && model.blocking.len() > 10);
        assert_eq!(read(&write(&model)).unwrap(), model);
        assert_eq!(read_any(&write(&model)).unwrap(), model);
    }

    /// One of everything that a model can say, with numbers that decimal fractions do not hit.
    #[test]
    fn every_rule_and_every_key_comes_back_to_the_last_digit() {
        let third = 1.0 / 3.0;
        let rules = vec![
            Rule::Exact,
            Rule::Missing,
            Rule::Initial,
            Rule::Nickname,
            Rule::Prefix(3),
            Rule::PartOf,
            Rule::SharedWord,
            Rule::SameWords,
            Rule::SoundsAlike,
            Rule::JaroWinkler(third),
            Rule::Edits(1),
            Rule::PlainEdits(2),
            Rule::Words(0.1 + 0.2),
            Rule::DaySwapped,
            Rule::DateSlip(1),
            Rule::FirstOfYear,
            Rule::DateParts(2),
            Rule::WithinDays(u32::MAX),
            Rule::WithinYears(2),
            Rule::Sector,
            Rule::District,
            Rule::Area,
            Rule::CoreDigits,
            Rule::Overlap(2),
            Rule::Crossed,
            Rule::CrossedNearly(1.0 - f64::EPSILON),
            Rule::CrossedWith(1),
            Rule::On(2, Box::new(Rule::All(vec![Rule::Any(vec![]), Rule::Not(Box::new(Rule::Else))]))),
        ];
        let tf = TermFrequency { column: 1, weight: third, floor: 5e-324, at: 1e-17 };
        let level = |(at, rule): (usize, Rule)| Level {
            name: format!("level \"{at}\"\n"),
            rule,
            m: third.powi(i32::try_from(at).unwrap()),
            u: 1e-9 * third,
            apart: at.is_multiple_of(2).then_some(0.7 + third / 1e3),
            fixed: [Fixed::Neither, Fixed::M, Fixed::U, Fixed::Both][at % 4],
            tf: at.is_multiple_of(3).then_some(tf),
            speaks_for: vec!["é".to_owned(); at % 3],
        };
        let keys = [
            KeyOf::Whole,
            KeyOf::WithInAnyOrder("surname".to_owned()),
            KeyOf::Prefix(255),
            KeyOf::Sound,
            KeyOf::Stem,
            KeyOf::Sector,
            KeyOf::District,
            KeyOf::Year,
            KeyOf::MonthDay,
            KeyOf::YearMonth,
            KeyOf::Digits,
        ];
        let key = |of: KeyOf| BlockingKey { column: "forename".to_owned(), of };
        let model = Model {
            comparisons: vec![Comparison {
                name: String::new(),
                columns: vec!["forename".to_owned(), "surname".to_owned()],
                part: Part::Home,
                levels: rules.into_iter().enumerate().map(level).collect(),
            }],
            blocking: vec![BlockingRule {
                keys: keys.clone().map(key).to_vec(),
                refine: keys.map(key).to_vec(),
                most: u32::MAX,
            }],
            prior: 1.0 / 7.0,
            stories: vec![Story {
                name: "moved".to_owned(),
                same_person: true,
                shares: Part::ALL.to_vec(),
                share: 0.1_f64.powi(7),
            }],
        };
        assert_eq!(read(&write(&model)).unwrap(), model);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let text = write(&preset());
        for (from, to, named) in [
            ("\"prior\"", "\"pryor\"", "`prior` is missing"),
            ("\"prior\"", "\"pryor\": 1, \"prior\"", "`pryor` is not known"),
            ("\"version\": 1", "\"version\": 2", "version 2"),
            ("\"m\"", "\"mm\"", "level 1: `m` is missing"),
            ("\"rule\": \"else\"", "\"rule\": \"otherwise\"", "otherwise"),
            ("\"of\": \"whole\"", "\"of\": 3", "`of`"),
            ("\"part\": \"home\"", "\"part\": \"house\"", "house"),
            ("\"same_person\": true", "\"same_person\": 1", "same_person"),
            ("\"format\": \"linkage model\"", "\"format\": \"tale\"", "tale"),
        ] {
            assert!(text.contains(from), "{from} is not in the model");
            let error = read_any(&text.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
        for text in ["", "[]", "{\"format\": 1e999}", "{\"format\": \"linkage model\"", "null"] {
            assert!(read(text).is_err() && read_any(text).is_err(), "{text}");
        }
        let deep = format!("{{\"not\": {}", "{\"not\": ".repeat(100_000));
        assert!(read(&text.replacen("\"else\"", &deep, 1)).is_err());
        let closed = format!("{}\"else\"{}", "{\"not\": ".repeat(5_000), "}".repeat(5_000));
        let error = read(&text.replacen("\"else\"", &closed, 1)).unwrap_err().to_string();
        assert!(error.contains("deep"), "{error}");
    }
}
