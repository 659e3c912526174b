//! What comes out of a predictor: a percentage, its band, and the terms that it was added up from.

use crate::codes;

/// So many of a hundred, to two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u16); // INVARIANT: at most 10,000

impl Percent {
    /// From hundredths of one in a hundred; `None` above the whole.
    pub fn of_hundredths(hundredths: u16) -> Option<Self> {
        (hundredths <= 10_000).then_some(Self(hundredths))
    }

    /// A share of 0 to 1 in whole numbers of a hundred, half rounded up, from 1 to 99.
    pub(super) fn whole(share: f64) -> Self {
        Self(rounded(share * 100.0).clamp(1, 99).saturating_mul(100))
    }

    /// A share of 0 to 1 to two places, half rounded up, from 0 to 99.99.
    pub(super) fn to_two_places(share: f64) -> Self {
        Self(rounded(share * 10_000.0).min(9_999))
    }

    /// Reads "3", "3.1" or "3.12"; `None` for anything else, and above the whole.
    pub fn parse(typed: &str) -> Option<Self> {
        let (whole, rest) = typed.split_once('.').unwrap_or((typed, "0"));
        let digits = |text: &str, most| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole, 3) || !digits(rest, 2) {
            return None;
        }
        let tens = if rest.len() == 1 { 10 } else { 1 };
        let rest = rest.parse::<u16>().ok()?.checked_mul(tens)?;
        Self::of_hundredths(whole.parse::<u16>().ok()?.checked_mul(100)?.checked_add(rest)?)
    }

    /// Hundredths of one in a hundred.
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// As a share of 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

/// "17", "72.3" or "4.27".
impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{whole}"),
            (_, 0) => write!(f, "{whole}.{}", rest / 10),
            _ => write!(f, "{whole}.{rest:02}"),
        }
    }
}

/// Half rounded up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float saturates, and a share is between 0 and 1"
)]
fn rounded(number: f64) -> u16 {
    (number + 0.5).floor() as u16
}

codes! {
    /// The band into which a figure falls. A band is a way to speak of a figure, no finding.
    Band {
        Low = "low", "Low (below 50 of 100)";
        Medium = "medium", "Medium (50 to below 75 of 100)";
        High = "high", "High (75 to below 90 of 100)";
        VeryHigh = "very_high", "Very high (90 or more of 100)";
    }
}

impl Band {
    /// The band of a figure for two years.
    pub const fn of(two_years: Percent) -> Self {
        match two_years.0 {
            0..5_000 => Self::Low,
            5_000..7_500 => Self::Medium,
            7_500..9_000 => Self::High,
            _ => Self::VeryHigh,
        }
    }
}

/// One term of a sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// What it stands for.
    pub what: &'static str,
    /// How it came about, with the inputs.
    pub how: String,
    /// What it adds.
    pub adds: f64,
}

impl Term {
    pub(super) fn new(what: &'static str, how: impl Into<String>, adds: f64) -> Self {
        // A term that adds nothing is 0, and never −0.
        Self { what, how: how.into(), adds: adds + 0.0 }
    }
}

/// What came out of a predictor, with the working.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// The terms, in the order in which they are added.
    pub terms: Vec<Term>,
    /// Their sum.
    pub sum: f64,
    /// How a share follows from the sum, in words.
    pub share_from_sum: Vec<(&'static str, f64)>,
    /// What whoever reads it should know of these inputs.
    pub remarks: Vec<String>,
    /// Of a hundred within one year.
    pub one_year: Option<Percent>,
    /// Of a hundred within two years.
    pub two_years: Percent,
    /// The band of the figure for two years.
    pub band: Band,
}

/// The logistic curve.
pub(super) fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}
