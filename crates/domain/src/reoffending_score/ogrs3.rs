//! OGRS3: the share of people whose further offending was proven, by conviction or caution, within one and two years, from static facts alone (reoffending.md, 2).

use super::{
    History, RecordedSex,
    figures::{Band, Percent, Term, Worked, logistic},
    offence_weight::ScoredOffence,
};

/// The youngest age of each row, and what it adds for males and for females. Published sources disagree on the sign for girls
/// under 16: negative is the default here, and whoever sees the working is told.
const AGES: [(u8, f64, f64); 11] = [
    (10, 0.0, -0.78504),
    (12, 0.08392, -0.61385),
    (14, 0.07578, -0.66952),
    (16, -0.06160, -0.95920),
    (18, -0.62510, -0.89750),
    (21, -1.05150, -1.02850),
    (25, -1.16670, -1.05280),
    (30, -1.32600, -1.12910),
    (35, -1.36800, -1.42190),
    (40, -1.49970, -1.52470),
    (50, -2.02530, -2.44980),
];
/// Below this age the sign for girls is in dispute.
const DISPUTED_BELOW: u8 = 16;
const FIRST_SANCTION: f64 = 0.12614;
const LATER_SANCTION: f64 = 0.46306;
const RATE: f64 = 1.25112;
const ONE_YEAR: f64 = 1.40256;
const TWO_YEARS: f64 = 2.12170;

/// Which figures these are. A change of any is another edition.
pub(super) const EDITION: &str = "OGRS3, figures of 2008";

/// What is put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inputs {
    /// Sex, ages, sanctions.
    pub history: History,
    /// The current offence, with its weight.
    pub offence: ScoredOffence,
}

/// What age and sex add.
fn age_and_sex(age: u8, sex: RecordedSex) -> f64 {
    let row = AGES.iter().rev().find(|(from, ..)| age >= *from);
    match (row, sex) {
        (Some((_, male, _)), RecordedSex::Male) => *male,
        (Some((.., female)), RecordedSex::Female) => *female,
        // An age below the table does not exist: a history refuses it.
        (None, _) => 0.0,
    }
}

/// The natural logarithm of sanctions for each year, counted as ten years more.
fn sanction_rate(history: History) -> f64 {
    let years = f64::from(history.ages().career()) + 10.0;
    (f64::from(history.sanctions()) / years).ln()
}

/// The shares within one and two years that follow from a sum.
pub(super) fn shares(sum: f64) -> (f64, f64) {
    (logistic(ONE_YEAR + sum), logistic(TWO_YEARS + sum))
}

/// Computes the figures and keeps the working.
pub fn work(inputs: &Inputs) -> Worked {
    let Inputs { history, offence } = inputs;
    let (ages, sanctions) = (history.ages(), history.sanctions());
    let status = if sanctions == 1 { FIRST_SANCTION } else { LATER_SANCTION };
    let rate = sanction_rate(*history);
    let terms = vec![
        Term::new(
            "Age and sex",
            format!("{}, {} when reoffending begins to be counted", history.sex(), ages.counted()),
            age_and_sex(ages.counted(), history.sex()),
        ),
        Term::new(
            "First or later sanction",
            if sanctions == 1 { "The first sanction" } else { "Not the first sanction" },
            status,
        ),
        Term::new(
            "Rate of sanctions",
            format!("{RATE} × ln({sanctions} ÷ (10 + {} − {}))", ages.conviction(), ages.first()),
            RATE * rate,
        ),
        Term::new(
            "Current offence",
            format!("{}: {}", offence.code(), offence.group().words()),
            offence.weight(),
        ),
    ];
    let sum = terms.iter().map(|term| term.adds).sum();
    let (one, two) = shares(sum);
    let two_years = Percent::whole(two);
    let disputed = history.sex() == RecordedSex::Female && ages.counted() < DISPUTED_BELOW;
    let remarks = if disputed {
        vec![
            "Published sources disagree on the sign of the figure for girls under 16. The lower one is used."
                .to_owned(),
        ]
    } else {
        Vec::new()
    };
    Worked {
        terms,
        sum,
        share_from_sum: vec![
            ("1 ÷ (1 + e^−(1.40256 + sum)), within one year", one),
            ("1 ÷ (1 + e^−(2.1217 + sum)), within two years", two),
        ],
        remarks,
        one_year: Some(Percent::whole(one)),
        two_years,
        band: Band::of(two_years),
    }
}
