//! Whom lists of a hub are for: kinds of cohort, and criteria as dated rows of data, each shown with its working.
//!
//! What holds: criteria suggest and never decide; each test says what it looked at, also where it is not met; what is not known
//! meets nothing. Source: practice catalogue, S3-08, S3-16 and S3-25. The numbers of the first rows are *from memory*, for the
//! partnership to set.

use crate::{
    codes,
    conviction::{Conviction, ConvictionState},
    order::{Order, OrderState},
    person::Gender,
};
use jiff::{ToSpan, civil::Date};

codes! {
    /// What kind of cohort somebody is in, the ones that are put first before the others.
    CohortKind {
        Ppo = "ppo", "Prolific and other priority offenders (PPO)";
        Iom = "iom", "Integrated offender management (IOM)";
        Persistent = "persistent", "The most persistent";
        Women = "women", "Women";
        YoungAdults = "young_adults", "Young adults";
    }
}

codes! {
    /// Whether somebody is under an order or a licence. It changes what may be asked of them, and what may be shared about them.
    LegalStatus {
        Statutory = "statutory", "Statutory: under an order or a licence";
        NonStatutory = "non_statutory", "Non-statutory: takes part of their own will";
    }
}

codes! {
    /// The principles of integrated offender management (practice catalogue, S3-26).
    Principle {
        Management = "management", "Individual case management and risk assessment";
        Access = "access", "Improved access to interventions";
        Supervision = "supervision", "Wider supervision in the community";
        Compliance = "compliance", "Robust compliance and enforcement";
    }
}

/// One test of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// Of this age in whole years, from the first on and below the second.
    Age(u8, u8),
    /// Of this gender.
    Gender(Gender),
    /// Convicted so often at least, in so many months up to today.
    Convicted(u16, u16),
    /// A score of reoffending within two years of so many per cent at least.
    Score(u8),
    /// Under an order or a licence.
    Order,
}

impl Test {
    /// Whether its figures can be met by anybody.
    pub const fn holds_together(self) -> bool {
        match self {
            Self::Age(from, below) => from >= 10 && from < below && below <= 120,
            Self::Gender(_) | Self::Order => true,
            Self::Convicted(times, months) => times >= 1 && times <= 100 && months >= 1 && months <= 600,
            Self::Score(least) => least >= 1 && least <= 99,
        }
    }
}

/// Whom one kind of list is for from a day on: everybody who meets all tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria {
    /// Which kind.
    pub kind: CohortKind,
    /// From which day on.
    pub from: Date,
    /// The tests.
    pub tests: Vec<Test>,
}

/// What is known of somebody, as far as whoever asks may read it.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Their age in whole years.
    pub age: Option<i16>,
    /// Their gender.
    pub gender: Option<Gender>,
    /// Their convictions.
    pub convictions: Vec<Conviction>,
    /// Per cent of the newest score within two years.
    pub score: Option<f64>,
    /// Their orders.
    pub orders: Vec<Order>,
}

/// A test with what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Working {
    /// What it asks.
    pub asks: String,
    /// What was found.
    pub found: String,
    /// Whether it is met.
    pub met: bool,
}

/// What the criteria of one kind say of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Which kind.
    pub kind: CohortKind,
    /// Each test.
    pub working: Vec<Working>,
}

impl Suggestion {
    /// Whether every test is met.
    pub fn suggests(&self) -> bool {
        self.working.iter().all(|one| one.met)
    }
}

/// What the rows in force on `day` say of somebody, kind by kind. A kind without a row suggests nobody.
pub fn suggestions(rows: &[Criteria], known: &Known, day: Date) -> Vec<Suggestion> {
    let in_force = |kind: &CohortKind| {
        let begun = rows.iter().filter(|row| row.kind == *kind && row.from <= day && !row.tests.is_empty());
        begun.max_by_key(|row| row.from)
    };
    let said = |row: &Criteria| Suggestion {
        kind: row.kind,
        working: row.tests.iter().map(|test| test.of(known, day)).collect(),
    };
    CohortKind::ALL.iter().filter_map(in_force).map(said).collect()
}

impl Test {
    fn of(self, known: &Known, day: Date) -> Working {
        let (asks, found, met) = match self {
            Self::Age(from, below) => {
                let asks = format!("Aged {from} to {}", below.saturating_sub(1));
                match known.age {
                    None => (asks, "The date of birth is not known".to_owned(), false),
                    Some(age) => {
                        (asks, format!("Aged {age}"), (i16::from(from)..i16::from(below)).contains(&age))
                    }
                }
            }
            Self::Gender(gender) => {
                let found = known.gender.unwrap_or(Gender::Unknown);
                (format!("Gender: {gender}"), found.words().to_owned(), found == gender)
            }
            Self::Convicted(times, months) => {
                let since = day.saturating_sub(i64::from(months).months());
                let counts = |one: &&Conviction| {
                    let details = one.details();
                    one.state() == ConvictionState::Kept
                        && !details.is_caution()
                        && details.day > since
                        && details.day <= day
                };
                let found = known.convictions.iter().filter(counts).count();
                let met = found >= usize::from(times);
                (format!("Convicted {times} times or more in the last {months} months"), said(found), met)
            }
            Self::Score(least) => {
                let asks = format!("A score of reoffending of {least} per cent or more");
                match known.score {
                    None => (asks, "No score that you may read".to_owned(), false),
                    Some(score) => (asks, format!("{score} per cent"), score >= f64::from(least)),
                }
            }
            Self::Order => {
                let under = known.orders.iter().any(|order| order.state_on(day) == OrderState::InForce);
                let found = if under { "An order is in force" } else { "No order that you may read" };
                ("Under an order or a licence".to_owned(), found.to_owned(), under)
            }
        };
        Working { asks, found, met }
    }
}

fn said(found: usize) -> String {
    match found {
        0 => "No conviction that you may read".to_owned(),
        1 => "1 conviction".to_owned(),
        more => format!("{more} convictions"),
    }
}

/// The rows that a hub comes with, *from memory*.
pub fn first_rows(from: Date) -> Vec<Criteria> {
    let row = |kind, tests| Criteria { kind, from, tests };
    vec![
        row(CohortKind::Ppo, vec![Test::Convicted(6, 24), Test::Score(75)]),
        row(CohortKind::Iom, vec![Test::Convicted(3, 24)]),
        row(CohortKind::Persistent, vec![Test::Convicted(15, 120)]),
        row(CohortKind::Women, vec![Test::Gender(Gender::Female), Test::Convicted(2, 24)]),
        row(CohortKind::YoungAdults, vec![Test::Age(18, 26), Test::Convicted(2, 24)]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DAY: Date = date(2026, 11, 24);

    #[test]
    fn the_rows_in_force_suggest_and_show_every_test() {
        let rows = [
            Criteria {
                kind: CohortKind::YoungAdults,
                from: date(2020, 1, 1),
                tests: vec![Test::Age(18, 26)],
            },
            Criteria {
                kind: CohortKind::YoungAdults,
                from: date(2026, 11, 24),
                tests: vec![Test::Age(18, 22)],
            },
            Criteria {
                kind: CohortKind::YoungAdults,
                from: date(2027, 1, 1),
                tests: vec![Test::Age(10, 99)],
            },
            Criteria { kind: CohortKind::Women, from: date(2020, 1, 1), tests: vec![] },
        ];
        let known = |age| Known { age, ..Known::default() };
        let said = |age, day| {
            let found = suggestions(&rows, &known(age), day);
            assert_eq!(found.len(), 1, "a kind without tests suggests nobody");
            (found[0].suggests(), found[0].working[0].asks.clone(), found[0].working[0].found.clone())
        };
        let before = date(2026, 11, 23);
        assert_eq!(said(Some(22), before), (true, "Aged 18 to 25".into(), "Aged 22".into()));
        assert_eq!(said(Some(22), DAY), (false, "Aged 18 to 21".into(), "Aged 22".into()));
        assert_eq!(said(Some(17), DAY), (false, "Aged 18 to 21".into(), "Aged 17".into()));
        assert!(said(Some(18), DAY).0);
        assert_eq!(said(None, DAY), (false, "Aged 18 to 21".into(), "The date of birth is not known".into()));
    }

    #[test]
    fn what_is_not_known_meets_nothing() {
        for kind in suggestions(&first_rows(date(2000, 1, 1)), &Known::default(), DAY) {
            assert!(!kind.suggests() && kind.working.iter().all(|one| !one.met), "{}", kind.kind);
        }
    }

    #[test]
    fn the_first_rows_hold_together_and_every_kind_has_one() {
        let rows = first_rows(DAY);
        assert!(rows.iter().all(|row| row.tests.iter().all(|test| test.holds_together())));
        let kinds: Vec<CohortKind> = rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, CohortKind::ALL);
        for wrong in
            [Test::Age(9, 12), Test::Age(20, 20), Test::Convicted(0, 12), Test::Score(0), Test::Score(100)]
        {
            assert!(!wrong.holds_together(), "{wrong:?}");
        }
    }
}
