//! Scores of reoffending: how many of a hundred people with such a history were reconvicted.
//!
//! What holds: a score keeps what was put in, by which predictor and edition, and what came out, and can show its working term
//! by term. A score decides nothing and says nothing about what this person will do. Source: reoffending.md, sections 2 to 4.
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
    stamp::Stamp,
};
use jiff::civil::Date;

/// Sanctions of one person at most: beyond that somebody has mistyped.
pub const MOST_SANCTIONS: u16 = 999;
/// The oldest age that is counted with.
pub const OLDEST: u8 = 120;
/// The youngest age at which somebody can be convicted.
pub const YOUNGEST: u8 = 10;

codes! {
    /// What computes a score.
    Predictor {
        Ogrs3 = "ogrs3", "OGRS3";
        Arp = "arp", "All Reoffending Predictor";
    }
}

impl Predictor {
    /// The edition of its figures that this version computes with. A change of any figure is another edition.
    pub const fn edition(self) -> &'static str {
        match self {
            Self::Ogrs3 => "OGRS3, figures of 2008, offence table 1",
            Self::Arp => "OGRS4 generation, figures 1",
        }
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
    /// The time at risk begins before the conviction.
    #[error("the day from which reoffending is counted is before the day of conviction: check both")]
    CountedTooEarly,
    /// The time at risk begins when nobody lives any more.
    #[error("the person would be over 120 on the day from which reoffending is counted: check that day")]
    CountedTooLate,
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
            Self::CountedTooEarly => "too-early",
            Self::CountedTooLate => "too-late",
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
            Self::FirstAfterCurrent => "first_age",
            Self::CountedTooEarly | Self::CountedTooLate => "counted_from",
            Self::NoSanction | Self::TooManySanctions => "sanctions",
            Self::CodeUnreadable | Self::CodeUnmapped | Self::CodeTooWide | Self::CodeUnscored => {
                "offence_code"
            }
            Self::NoTable => "assessed_on",
        }
    }
}

/// Ages in whole years that a predictor counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages {
    conviction: u8, // INVARIANT: 10 or more; first <= conviction <= counted <= 120
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
    /// [`InputsWrong`] for no sanction, or for more than anybody has.
    pub const fn new(sex: RecordedSex, ages: Ages, sanctions: u16) -> Result<Self, InputsWrong> {
        match sanctions {
            0 => Err(InputsWrong::NoSanction),
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

    /// What comes out, with the working.
    pub fn worked(&self) -> Worked {
        match self {
            Self::Ogrs3(inputs) => ogrs3::work(inputs),
            Self::Arp(inputs) => arp::work(inputs),
        }
    }
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
        let edition = inputs.predictor().edition().to_owned();
        Self {
            id,
            person,
            days,
            inputs,
            edition,
            one_year: worked.one_year,
            two_years: worked.two_years,
            stamp,
        }
    }

    /// The working; `None` where it was computed with figures of another edition, which this version does not have.
    pub fn working(&self) -> Option<Worked> {
        (self.edition == self.inputs.predictor().edition()).then(|| self.inputs.worked())
    }

    /// The band that the figure of two years falls into.
    pub const fn band(&self) -> Band {
        Band::of(self.two_years)
    }
}

#[cfg(test)]
mod tests;
