//! Scores of reoffending: of how many of a hundred people with such a history further offending was proven.
//!
//! What holds: a score keeps what was put in, by which predictor and edition, and what came out, and can show its working term
//! by term. A score decides nothing and says nothing about what this person will do. It lies in the
//! risk section, in the court's, and with any answer in each section of the questions, so that nobody reads in it, or works out from
//! it, what they may not read elsewhere. Source: reoffending.md, sections 2 to 4.
//! Deliberately not here: the violent and sexual predictors of the same family, whose figures we do not have, and the rule by
//! which people are screened for the personality disorder pathway, which the notes do not give.

pub mod arp;
mod figures;
mod offence_table;
pub mod offence_weight;
pub mod ogrs3;
pub mod tier;

pub use figures::{Band, Percent, Term, Worked};

use crate::{
    codes,
    ids::{PersonId, ScoreId},
    section::{Section, Sections},
    stamp::Stamp,
};
use jiff::{ToSpan, civil::Date};

/// What stands beside every score, wherever one is told.
pub const MEANING: &str = "A score says how many of a hundred people with such a history were convicted or cautioned again. It does not say what this person will do, decides nothing, and is no diagnosis.";

/// Sanctions of one person at most: beyond that somebody has mistyped.
pub const MOST_SANCTIONS: u16 = 999;
/// The oldest age that is counted with.
pub const OLDEST: u8 = 120;
/// The youngest age at which somebody can be convicted.
pub const YOUNGEST: u8 = 10;
/// Years from an assessment to a release, at most: beyond that somebody has mistyped.
const LONGEST_AHEAD: i32 = 30;

codes! {
    /// What computes a score.
    Predictor {
        Ogrs3 = "ogrs3", "OGRS3";
        Arp = "arp", "All Reoffending Predictor";
    }
}

codes! {
    /// The two groups for which predictors were built, by the sex that court records give.
    RecordedSex {
        Male = "male", "Male";
        Female = "female", "Female";
    }
}

/// What cannot be scored, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InputsWrong {
    /// Convicted on or before the day of birth.
    #[error("the day of conviction is on or before the date of birth: check both")]
    BeforeBirth,
    /// Below the age at which somebody can be convicted.
    #[error(
        "the person was under 10 on the day of conviction: check that day and the date of birth on the record"
    )]
    TooYoung,
    /// The first sanction after the current conviction.
    #[error("the age at the first sanction is above the age at the current conviction: check both")]
    FirstAfterCurrent,
    /// The first sanction at an age at which there is none.
    #[error("the age at the first sanction is below 10, at which nobody can be sanctioned: check it")]
    FirstTooYoung,
    /// One sanction, which is the current one, at another age than the current conviction.
    #[error(
        "with one sanction in all, the first is the current one: give the age at the current conviction, or count the sanctions again"
    )]
    FirstIsCurrent,
    /// The time at risk begins before the conviction.
    #[error("the day from which reoffending is counted is before the day of conviction: check both")]
    CountedTooEarly,
    /// The time at risk begins when nobody lives any more.
    #[error("the person would be over 120 on the day from which reoffending is counted: check that day")]
    CountedTooLate,
    /// The time at risk begins so far ahead that the year must be wrong.
    #[error(
        "the day from which reoffending is counted is more than 30 years after the assessment: check both"
    )]
    CountedTooFar,
    /// Assessed before the conviction that is assessed.
    #[error("the day of the assessment is before the day of conviction: check both")]
    AssessedTooEarly,
    /// No sanction at all.
    #[error("count the current sanction as well: give 1 or more")]
    NoSanction,
    /// More sanctions than anybody has.
    #[error("give 999 sanctions at most")]
    TooManySanctions,
    /// No offence code.
    #[error("give the Home Office code as three digits, a slash and two digits, like 116/18")]
    CodeUnreadable,
    /// A code that no table has.
    #[error(
        "this code is not in the table of offences: check it, or use the code of the most similar offence"
    )]
    CodeUnmapped,
    /// A code for a group of offences that lie far apart.
    #[error("this code stands for several offences: give the code of the exact offence")]
    CodeTooWide,
    /// A code that the predictor gives no weight.
    #[error("offences with this code are not scored: use the code of another offence of the same conviction")]
    CodeUnscored,
    /// No table was in force.
    #[error("there is no table of offences for that day: check the day of the assessment")]
    NoTable,
}

impl InputsWrong {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BeforeBirth => "before-birth",
            Self::TooYoung => "too-young",
            Self::FirstAfterCurrent => "first-after-current",
            Self::FirstTooYoung => "first-too-young",
            Self::FirstIsCurrent => "first-is-current",
            Self::CountedTooEarly | Self::AssessedTooEarly => "too-early",
            Self::CountedTooLate | Self::CountedTooFar => "too-late",
            Self::NoSanction => "no-sanction",
            Self::TooManySanctions => "too-many",
            Self::CodeUnreadable => "unreadable",
            Self::CodeUnmapped => "unmapped",
            Self::CodeTooWide => "too-wide",
            Self::CodeUnscored => "unscored",
            Self::NoTable => "no-table",
        }
    }

    /// The field of a form or a message that it is about.
    pub const fn field(self) -> &'static str {
        match self {
            Self::BeforeBirth | Self::TooYoung => "convicted",
            Self::FirstAfterCurrent | Self::FirstTooYoung | Self::FirstIsCurrent => "first_age",
            Self::CountedTooEarly | Self::CountedTooLate | Self::CountedTooFar => "counted_from",
            Self::NoSanction | Self::TooManySanctions => "sanctions",
            Self::CodeUnreadable | Self::CodeUnmapped | Self::CodeTooWide | Self::CodeUnscored => {
                "offence_code"
            }
            Self::NoTable | Self::AssessedTooEarly => "assessed_on",
        }
    }
}

/// Ages in whole years that a predictor counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages {
    conviction: u8, // INVARIANT: 10 <= first <= conviction <= counted <= 120
    first: u8,
    counted: u8,
}

impl Ages {
    /// Age at the current conviction, at the first sanction, and on the day from which reoffending is counted.
    ///
    /// # Errors
    /// [`InputsWrong`] names the first contradiction. With these, `10 + years since the first sanction` is never below 10, so
    /// that no denominator of the formulas is 0.
    pub const fn new(conviction: u8, first: u8, counted: u8) -> Result<Self, InputsWrong> {
        if conviction < YOUNGEST {
            return Err(InputsWrong::TooYoung);
        }
        if first < YOUNGEST {
            return Err(InputsWrong::FirstTooYoung);
        }
        if first > conviction {
            return Err(InputsWrong::FirstAfterCurrent);
        }
        if counted < conviction {
            return Err(InputsWrong::CountedTooEarly);
        }
        if counted > OLDEST {
            return Err(InputsWrong::CountedTooLate);
        }
        Ok(Self { conviction, first, counted })
    }

    /// The same from dates.
    ///
    /// # Errors
    /// [`InputsWrong`], as for [`Ages::new`], and for a conviction on or before the day of birth.
    pub fn on(born: Date, convicted: Date, first: u8, counted_from: Date) -> Result<Self, InputsWrong> {
        if convicted <= born {
            return Err(InputsWrong::BeforeBirth);
        }
        if counted_from < convicted {
            return Err(InputsWrong::CountedTooEarly);
        }
        let age = |day| u8::try_from(whole_years(born, day)).map_err(|_| InputsWrong::CountedTooLate);
        Self::new(age(convicted)?, first, age(counted_from)?)
    }

    /// At the current conviction.
    pub const fn conviction(self) -> u8 {
        self.conviction
    }

    /// At the first sanction.
    pub const fn first(self) -> u8 {
        self.first
    }

    /// On the day from which reoffending is counted.
    pub const fn counted(self) -> u8 {
        self.counted
    }

    /// Years from the first sanction to the current conviction.
    pub const fn career(self) -> u8 {
        self.conviction.saturating_sub(self.first)
    }
}

/// Whole years from one day to another.
fn whole_years(from: Date, to: Date) -> i16 {
    let years = to.year().saturating_sub(from.year());
    let reached = (to.month(), to.day()) >= (from.month(), from.day());
    if reached { years } else { years.saturating_sub(1) }
}

/// What every predictor counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    sex: RecordedSex,
    ages: Ages,
    sanctions: u16, // INVARIANT: 1 to 999
}

impl History {
    /// A history: `sanctions` are occasions of sanctioning in all, the current one among them.
    ///
    /// # Errors
    /// [`InputsWrong`] for no sanction, for more than anybody has, and for one that was not at the current conviction.
    pub const fn new(sex: RecordedSex, ages: Ages, sanctions: u16) -> Result<Self, InputsWrong> {
        match sanctions {
            0 => Err(InputsWrong::NoSanction),
            1 if ages.first != ages.conviction => Err(InputsWrong::FirstIsCurrent),
            1..=MOST_SANCTIONS => Ok(Self { sex, ages, sanctions }),
            _ => Err(InputsWrong::TooManySanctions),
        }
    }

    /// The group by sex.
    pub const fn sex(self) -> RecordedSex {
        self.sex
    }

    /// The ages.
    pub const fn ages(self) -> Ages {
        self.ages
    }

    /// Sanctions in all, the current one among them.
    pub const fn sanctions(self) -> u16 {
        self.sanctions
    }
}

/// What was put into a predictor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inputs {
    /// Into OGRS3.
    Ogrs3(ogrs3::Inputs),
    /// Into the predictor of the OGRS4 generation.
    Arp(arp::Inputs),
}

impl Inputs {
    /// Which predictor they are for.
    pub const fn predictor(&self) -> Predictor {
        match self {
            Self::Ogrs3(_) => Predictor::Ogrs3,
            Self::Arp(_) => Predictor::Arp,
        }
    }

    /// The history among them.
    pub const fn history(&self) -> History {
        match self {
            Self::Ogrs3(inputs) => inputs.history,
            Self::Arp(inputs) => inputs.history,
        }
    }

    /// The edition of the figures that this version computes with. A change of any figure is another edition.
    pub fn edition(&self) -> String {
        match self {
            Self::Ogrs3(inputs) => format!("{}, {TABLE}{}", ogrs3::EDITION, inputs.offence.table()),
            Self::Arp(_) => arp::EDITION.to_owned(),
        }
    }

    /// The sections in which they lie besides risk: conviction and offence in that of the court, answers in those of the questions.
    pub fn sections(&self) -> Sections {
        let answers = match self {
            Self::Ogrs3(_) => Sections::NONE,
            Self::Arp(inputs) => inputs.answers.sections(),
        };
        answers.union(Sections::from_iter([Section::Court]))
    }

    /// What was put in besides days and the ages on them, name by name, in words.
    pub fn told(&self) -> Vec<(&'static str, String)> {
        let history = self.history();
        let mut told = vec![
            ("Sex, as court records give it", history.sex().words().to_owned()),
            ("Age at the first sanction", history.ages().first().to_string()),
            ("Sanctions in all", history.sanctions().to_string()),
        ];
        match self {
            Self::Ogrs3(inputs) => {
                let offence = inputs.offence;
                told.push(("Current offence", format!("{}: {}", offence.code(), offence.group().words())));
            }
            Self::Arp(inputs) => {
                told.push(("Current offence", inputs.offence.words().to_owned()));
                told.push(("Whole months without an offence", inputs.offence_free.count().to_string()));
                told.extend(inputs.serious.map(|one| ("Score for serious reoffending", of_hundred(one))));
                let given = inputs.answers.given().into_iter();
                told.extend(given.map(|(question, said)| (question.words(), said)));
            }
        }
        told
    }

    /// What comes out, with the working.
    pub fn worked(&self) -> Worked {
        match self {
            Self::Ogrs3(inputs) => ogrs3::work(inputs),
            Self::Arp(inputs) => arp::work(inputs),
        }
    }
}

/// What stands before the number of the table of offences in an edition.
const TABLE: &str = "offence table ";

/// The number of the table of offences that an edition names.
pub fn table_of(edition: &str) -> Option<u8> {
    edition.rsplit_once(TABLE)?.1.parse().ok()
}

/// "17 of 100".
pub fn of_hundred(percent: Percent) -> String {
    format!("{percent} of 100")
}

/// The days that a score rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreDays {
    /// Of the assessment.
    pub assessed: Date,
    /// Of the current conviction.
    pub convicted: Date,
    /// From which reoffending is counted: the sentence in the community, or the release.
    pub counted_from: Date,
}

impl ScoreDays {
    /// Whether they can follow each other so.
    ///
    /// # Errors
    /// [`InputsWrong`] for an assessment before the conviction, and for a beginning that lies too far ahead of it.
    pub fn check(self) -> Result<(), InputsWrong> {
        if self.assessed < self.convicted {
            return Err(InputsWrong::AssessedTooEarly);
        }
        if self.counted_from > self.assessed.saturating_add(LONGEST_AHEAD.years()) {
            return Err(InputsWrong::CountedTooFar);
        }
        Ok(())
    }
}

/// A score that somebody recorded. It is appended, never changed: a later one stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReoffendingScore {
    /// Its id.
    pub id: ScoreId,
    /// Whose.
    pub person: PersonId,
    /// The days that it rests on.
    pub days: ScoreDays,
    /// What was put in.
    pub inputs: Inputs,
    /// The edition of the predictor that computed it.
    pub edition: String,
    /// The score that this one corrects, which is kept as it was.
    pub supersedes: Option<ScoreId>,
    /// The score that corrects this one.
    pub corrected_by: Option<ScoreId>,
    /// Of a hundred within one year, where the predictor says so.
    pub one_year: Option<Percent>,
    /// Of a hundred within two years.
    pub two_years: Percent,
    /// Recorded when, by whom, for which agency.
    pub stamp: Stamp,
}

impl ReoffendingScore {
    /// Computes a score, to be recorded.
    pub fn computed(id: ScoreId, person: PersonId, days: ScoreDays, inputs: Inputs, stamp: Stamp) -> Self {
        let worked = inputs.worked();
        let edition = inputs.edition();
        Self {
            id,
            person,
            days,
            inputs,
            edition,
            supersedes: None,
            corrected_by: None,
            one_year: worked.one_year,
            two_years: worked.two_years,
            stamp,
        }
    }

    /// The working; `None` where it was computed with figures of another edition, which this version does not have.
    pub fn working(&self) -> Option<Worked> {
        self.is_of_today().then(|| self.inputs.worked())
    }

    /// The band that the figure of two years falls into; `None` for another edition, whose bands this version does not have.
    pub fn band(&self) -> Option<Band> {
        self.is_of_today().then(|| Band::of(self.two_years))
    }

    /// The tier that practice looks up from this score and the one for serious reoffending, where that was given; `None` for
    /// another edition.
    pub fn suggested_tier(&self) -> Option<tier::Tier> {
        let Inputs::Arp(inputs) = &self.inputs else { return None };
        let serious = inputs.serious.filter(|_| self.is_of_today())?;
        Some(tier::probation_tier(self.two_years, serious))
    }

    fn is_of_today(&self) -> bool {
        self.edition == self.inputs.edition()
    }
}

#[cfg(test)]
mod tests;
