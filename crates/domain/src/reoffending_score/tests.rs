//! The vectors of the notes, and what holds for every history.

use super::{
    arp::{Answers, DrugMotivation, OffenceFree, OffenceKind, Problem},
    offence_weight::{OffenceCode, ScoredOffence},
    *,
};
use crate::{
    ids::{AccountId, AgencyId},
    section::Section,
};
use jiff::{Timestamp, civil::date};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

const MALE: RecordedSex = RecordedSex::Male;
const FEMALE: RecordedSex = RecordedSex::Female;

fn history(sex: RecordedSex, counted: u8, sanctions: u16, conviction: u8, first: u8) -> History {
    History::new(sex, Ages::new(conviction, first, counted).unwrap(), sanctions).unwrap()
}

fn offence(code: &str) -> ScoredOffence {
    ScoredOffence::on(date(2026, 11, 24), OffenceCode::parse(code).unwrap()).unwrap()
}

fn ogrs3(history: History, code: &str) -> Worked {
    Inputs::Ogrs3(ogrs3::Inputs { history, offence: offence(code) }).worked()
}

/// Reoffending.md, 2.2: each row of the table.
#[test]
fn ogrs3_gives_the_figures_of_the_notes() {
    let rows = [
        (history(MALE, 30, 2, 30, 21), "116/18", -3.74028, 9, 17, Band::Low),
        (history(MALE, 61, 2, 59, 47), "165/00", -3.80169, 8, 16, Band::Low),
        (history(MALE, 30, 2, 30, 21), "053/00", -3.51968, 11, 20, Band::Low),
        (history(MALE, 25, 10, 25, 14), "039/00", -0.97069, 61, 76, Band::High),
        (history(FEMALE, 32, 1, 32, 32), "046/00", -3.22257, 14, 25, Band::Low),
        (history(MALE, 19, 1, 19, 19), "008/01", -3.37977, 12, 22, Band::Low),
        (history(FEMALE, 44, 25, 43, 16), "046/00", -0.89093, 63, 77, Band::High),
        (history(MALE, 38, 40, 37, 13), "028/01", -0.82551, 64, 79, Band::High),
        (history(MALE, 45, 3, 45, 30), "803/00", -3.81074, 8, 16, Band::Low),
    ];
    for (history, code, sum, one, two, band) in rows {
        let worked = ogrs3(history, code);
        assert!((worked.sum - sum).abs() < 0.000_01, "{history:?}: {}", worked.sum);
        assert_eq!(worked.one_year, Percent::of_hundredths(one * 100), "{history:?}");
        assert_eq!(Some(worked.two_years), Percent::of_hundredths(two * 100), "{history:?}");
        assert_eq!(worked.band, band, "{history:?}");
    }
}

#[test]
fn ogrs3_follows_the_curve_at_the_points_of_the_notes() {
    for (sum, one, two) in [(0.0, 0.80259, 0.89299), (-2.776_835_807, 0.20193, 0.34183)] {
        let (first, second) = ogrs3::shares(sum);
        assert!((first - one).abs() < 0.000_01 && (second - two).abs() < 0.000_01, "{sum}: {first} {second}");
    }
}

#[test]
fn answers_lie_in_their_sections_and_a_score_in_all_of_them() {
    let of = |answers: Answers| {
        let inputs = arp::Inputs {
            history: history(MALE, 30, 2, 30, 21),
            offence: OffenceKind::Other,
            offence_free: OffenceFree::months(3),
            answers,
            serious: None,
        };
        Inputs::Arp(inputs).sections()
    };
    let court = Sections::from_iter([Section::Court]);
    assert_eq!(of(Answers::default()), court);
    let by_code =
        Inputs::Ogrs3(ogrs3::Inputs { history: history(MALE, 30, 2, 30, 21), offence: offence("116/18") });
    assert_eq!(by_code.sections(), court);
    let whole = of(all_answered(Problem::Some));
    let expected = [
        Section::Court,
        Section::Risk,
        Section::Substance,
        Section::Accommodation,
        Section::Employment,
        Section::Family,
        Section::Attitudes,
    ];
    assert_eq!(whole, Sections::from_iter(expected));
    // Which question was answered changes nothing: no drugs looks like no answer about drugs.
    for little in [
        Answers { drugs: BTreeSet::from([arp::Drug::Heroin]), ..Answers::default() },
        Answers { accommodation: Some(Problem::No), ..Answers::default() },
        Answers { unemployed: Some(false), ..Answers::default() },
    ] {
        assert_eq!(of(little), whole);
    }
    let questions: BTreeSet<arp::Question> =
        all_answered(Problem::Some).given().into_iter().map(|(question, _)| question).collect();
    let all = arp::Question::ALL.iter().copied().filter(|one| *one != arp::Question::Drugs).collect();
    assert_eq!(questions, all, "every question has its section; drugs were none");
}

#[test]
fn girls_under_16_come_with_a_remark() {
    assert_eq!(ogrs3(history(FEMALE, 15, 1, 15, 15), "008/01").remarks.len(), 1);
    for other in [history(FEMALE, 16, 1, 16, 16), history(MALE, 15, 1, 15, 15)] {
        assert!(ogrs3(other, "008/01").remarks.is_empty());
    }
}

fn all_answered(problem: Problem) -> Answers {
    Answers {
        accommodation: Some(problem),
        unemployed: Some(false),
        live_in_partner: Some(true),
        relationship: Some(problem),
        domestic_abuse: Some(true),
        activities: Some(problem),
        chronic_drinking: Some(problem),
        binge_drinking: Some(problem),
        impulsivity: Some(problem),
        attitude: Some(problem),
        drug_motivation: Some(DrugMotivation::Partial),
        drugs: BTreeSet::new(),
    }
}

fn arp(history: History, offence: OffenceKind, months: u8, answers: Answers) -> Worked {
    let offence_free = OffenceFree::months(months);
    Inputs::Arp(arp::Inputs { history, offence, offence_free, answers, serious: None }).worked()
}

/// Reoffending.md, 3: the fixtures and the computed rows.
#[test]
fn arp_gives_the_figures_of_the_notes() {
    use OffenceKind as Of;
    let none = Answers::default;
    let fixture = history(MALE, 30, 2, 30, 21);
    let rows = [
        (arp(fixture, Of::Other, 36, none()), Some(-3.109_291_542_898_093), 427),
        (arp(fixture, Of::Other, 99, none()), Some(-3.109_291_542_898_093), 427),
        (arp(fixture, Of::Other, 36, all_answered(Problem::Some)), Some(-2.337_088_200_349_772), 881),
        (arp(history(MALE, 25, 10, 25, 14), Of::Theft, 0, none()), Some(0.959_939_591), 7_231),
        (arp(history(MALE, 38, 40, 37, 13), Of::BurglaryDomestic, 6, none()), None, 7_270),
        (arp(history(MALE, 19, 1, 19, 19), Of::Violence, 0, none()), None, 2_230),
    ];
    for (worked, sum, hundredths) in rows {
        if let Some(sum) = sum {
            assert!((worked.sum - sum).abs() < 0.000_000_001, "{}", worked.sum);
        }
        assert_eq!(Some(worked.two_years), Percent::of_hundredths(hundredths));
        assert_eq!((worked.one_year, worked.band), (None, Band::of(worked.two_years)));
    }
}

/// Computed apart from the figures of reoffending.md, 3.
#[test]
fn arp_gives_women_their_own_figures() {
    use OffenceKind as Of;
    for (counted, sanctions, conviction, first, months, offence, sum, hundredths) in [
        (32, 5, 31, 20, 4, Of::Theft, -0.430_826_065_762, 3_939),
        (41, 2, 40, 31, 0, Of::DrinkDriving, -2.285_665_116_755, 923),
        (19, 1, 19, 19, 36, Of::Violence, -4.018_360_604_449, 177),
    ] {
        let worked =
            arp(history(FEMALE, counted, sanctions, conviction, first), offence, months, Answers::default());
        assert!((worked.sum - sum).abs() < 0.000_000_001, "{}", worked.sum);
        assert_eq!(Some(worked.two_years), Percent::of_hundredths(hundredths));
        assert!(worked.terms.iter().all(|term| term.adds.to_bits() != (-0.0_f64).to_bits()), "0 is never −0");
    }
}

/// Reoffending.md, 2: what each age adds, at the first and the last age of every row.
#[test]
fn ogrs3_counts_each_age_by_its_row() {
    let rows = [
        (10, 11, 0.0, -0.785_04),
        (12, 13, 0.083_92, -0.613_85),
        (14, 15, 0.075_78, -0.669_52),
        (16, 17, -0.061_60, -0.959_20),
        (18, 20, -0.625_10, -0.897_50),
        (21, 24, -1.051_50, -1.028_50),
        (25, 29, -1.166_70, -1.052_80),
        (30, 34, -1.326_00, -1.129_10),
        (35, 39, -1.368_00, -1.421_90),
        (40, 49, -1.499_70, -1.524_70),
        (50, 120, -2.025_30, -2.449_80),
    ];
    for (from, to, male, female) in rows {
        for age in [from, to] {
            for (sex, adds) in [(MALE, male), (FEMALE, female)] {
                let worked = ogrs3(history(sex, age, 1, 10, 10), "116/18");
                assert!((worked.terms[0].adds - adds).abs() < 0.000_000_001, "{sex} {age}");
            }
        }
    }
}

#[test]
fn one_missing_answer_falls_back_to_static_facts_and_says_which() {
    let fixture = history(MALE, 30, 2, 30, 21);
    let mut answers = all_answered(Problem::Some);
    answers.chronic_drinking = None;
    let worked = arp(fixture, OffenceKind::Other, 36, answers);
    assert_eq!(Some(worked.two_years), Percent::of_hundredths(427));
    assert!(worked.remarks.first().is_some_and(|said| said.ends_with("missing: chronic drinking.")));
    // Drugs alone may be missing: no use, and wanting to change.
    let mut answers = all_answered(Problem::Some);
    answers.drug_motivation = None;
    let silent = arp(fixture, OffenceKind::Other, 36, answers.clone());
    answers.drug_motivation = Some(DrugMotivation::Full);
    assert_eq!(silent.sum.to_bits(), arp(fixture, OffenceKind::Other, 36, answers).sum.to_bits());
    assert_eq!(silent.remarks.len(), 1);
}

#[test]
fn months_without_an_offence_are_whole_and_end_at_36() {
    let from = date(2024, 1, 31);
    let cases = [
        (date(2023, 12, 1), 0),
        (from, 0),
        (date(2024, 2, 28), 0),
        (date(2024, 2, 29), 1),
        (date(2024, 3, 30), 1),
        (date(2024, 3, 31), 2),
        (date(2027, 1, 30), 35),
        (date(2027, 1, 31), 36),
        (date(2060, 1, 31), 36),
    ];
    for (day, months) in cases {
        assert_eq!(OffenceFree::between(from, day).count(), months, "{day}");
    }
}

/// Reoffending.md, 2.2: what is rejected.
#[test]
fn what_cannot_be_scored_is_refused_with_the_field() {
    let born = date(1990, 6, 15);
    let convicted = date(2020, 6, 15);
    let on = |convicted, first, counted| Ages::on(born, convicted, first, counted);
    assert_eq!(on(born, 0, born), Err(InputsWrong::BeforeBirth));
    assert_eq!(on(date(1980, 1, 1), 0, convicted), Err(InputsWrong::BeforeBirth));
    assert_eq!(on(date(2000, 6, 14), 9, convicted), Err(InputsWrong::TooYoung));
    assert_eq!(on(date(2000, 6, 15), 10, convicted).map(Ages::conviction), Ok(10));
    assert_eq!(on(convicted, 31, convicted), Err(InputsWrong::FirstAfterCurrent));
    assert_eq!(on(convicted, 30, date(2020, 6, 14)), Err(InputsWrong::CountedTooEarly));
    assert_eq!(on(convicted, 21, date(2111, 6, 14)).map(Ages::counted), Ok(120));
    for late in [date(2111, 6, 15), date(9999, 12, 31)] {
        assert_eq!(on(convicted, 21, late), Err(InputsWrong::CountedTooLate));
    }
    let ages = on(convicted, 21, date(2021, 6, 14)).unwrap();
    assert_eq!((ages.conviction(), ages.first(), ages.counted(), ages.career()), (30, 21, 30, 9));
    assert_eq!(History::new(MALE, ages, 0), Err(InputsWrong::NoSanction));
    assert_eq!(History::new(MALE, ages, 1_000), Err(InputsWrong::TooManySanctions));
    assert_eq!(on(convicted, 9, convicted), Err(InputsWrong::FirstTooYoung));
    // One sanction is the current one.
    assert_eq!(History::new(MALE, ages, 1), Err(InputsWrong::FirstIsCurrent));
    assert!(History::new(MALE, on(convicted, 30, convicted).unwrap(), 1).is_ok());
    let days = |assessed, counted_from| ScoreDays { assessed, convicted, counted_from }.check();
    assert_eq!(days(date(2020, 6, 14), convicted), Err(InputsWrong::AssessedTooEarly));
    assert_eq!(days(convicted, date(2050, 6, 15)), Ok(()));
    assert_eq!(days(convicted, date(2050, 6, 16)), Err(InputsWrong::CountedTooFar));
    for wrong in [
        InputsWrong::BeforeBirth,
        InputsWrong::TooYoung,
        InputsWrong::FirstAfterCurrent,
        InputsWrong::FirstTooYoung,
        InputsWrong::FirstIsCurrent,
        InputsWrong::AssessedTooEarly,
        InputsWrong::CountedTooFar,
        InputsWrong::NoSanction,
        InputsWrong::CodeUnmapped,
        InputsWrong::CodeTooWide,
    ] {
        let said = wrong.to_string();
        assert!(
            said.contains("check") || said.contains("give") || said.contains("use"),
            "{said}: what to do"
        );
        assert!(!wrong.field().is_empty() && !wrong.code().is_empty());
    }
}

#[test]
fn a_percentage_is_said_without_needless_places() {
    let said = [(1_700, "17"), (427, "4.27"), (7_230, "72.3"), (405, "4.05"), (9_999, "99.99"), (0, "0")];
    for (hundredths, words) in said {
        let percent = Percent::of_hundredths(hundredths).unwrap();
        assert_eq!(percent.to_string(), words);
        assert_eq!(Percent::parse(words), Some(percent));
    }
    for (typed, hundredths) in [("3.10", 310), ("0.05", 5), ("100", 10_000), ("007", 700)] {
        assert_eq!(Percent::parse(typed), Percent::of_hundredths(hundredths), "{typed}");
    }
    for typed in ["", ".5", "3.", "3.123", "-1", "100.01", "1000", "3,1", "٣"] {
        assert_eq!(Percent::parse(typed), None, "{typed}");
    }
    assert_eq!(Percent::of_hundredths(10_001), None);
    let bands = [(4_999, Band::Low), (5_000, Band::Medium), (7_499, Band::Medium), (7_500, Band::High)];
    for (hundredths, band) in bands.into_iter().chain([(8_999, Band::High), (9_000, Band::VeryHigh)]) {
        assert_eq!(Band::of(Percent::of_hundredths(hundredths).unwrap()), band);
    }
}

#[test]
fn a_score_of_another_edition_shows_no_working_that_is_not_its_own() {
    let agency = AgencyId(Uuid::nil());
    let stamp = Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency };
    let day = date(2026, 11, 24);
    let days = ScoreDays { assessed: day, convicted: day, counted_from: day };
    let inputs =
        Inputs::Ogrs3(ogrs3::Inputs { history: history(MALE, 30, 2, 30, 21), offence: offence("116/18") });
    let mut score =
        ReoffendingScore::computed(ScoreId(Uuid::nil()), PersonId(Uuid::nil()), days, inputs, stamp);
    assert_eq!(score.working().map(|worked| worked.two_years), Some(score.two_years));
    assert_eq!(score.band(), Some(Band::Low));
    assert_eq!(table_of(&score.edition), Some(1));
    "an edition of tomorrow".clone_into(&mut score.edition);
    assert_eq!((score.working(), score.band(), table_of(&score.edition)), (None, None, None));
}

fn any_history() -> impl Strategy<Value = History> {
    let sex = proptest::sample::select(RecordedSex::ALL);
    (sex, 10..=99_u8, 10..=99_u8, 0..=20_u8, 1..=MOST_SANCTIONS).prop_map(
        |(sex, conviction, first, later, n)| {
            let first = if n == 1 { conviction } else { first.min(conviction) };
            let ages = Ages::new(conviction, first, conviction.saturating_add(later)).unwrap();
            History::new(sex, ages, n).unwrap()
        },
    )
}

fn with_sanctions(history: History, sanctions: u16) -> History {
    History::new(history.sex(), history.ages(), sanctions).unwrap()
}

proptest! {
    /// More sanctions in the same years never score lower; two years never lower than one; a heavier offence never lower.
    #[test]
    fn ogrs3_rises_with_sanctions_years_and_weight(history in any_history(), more in 2..=MOST_SANCTIONS) {
        let worked = ogrs3(history, "116/18");
        let counted = history.sanctions().max(2);
        let (low, high) = (more.min(counted), more.max(counted));
        let sum = |sanctions| ogrs3(with_sanctions(history, sanctions), "116/18").sum;
        prop_assert!(sum(low) <= sum(high));
        prop_assert!(worked.one_year.unwrap() <= worked.two_years);
        let heavier = ogrs3(history, "046/00");
        prop_assert!(worked.sum < heavier.sum && worked.two_years <= heavier.two_years);
    }

    /// Whatever is put in, every figure is one: finite, within its bounds, and the sum of its terms.
    #[test]
    fn every_history_has_a_figure(
        history in any_history(),
        kind in proptest::sample::select(OffenceKind::ALL),
        months in any::<u8>(),
        problem in proptest::sample::select(Problem::ALL),
        drugs in proptest::collection::btree_set(proptest::sample::select(arp::Drug::ALL), 0..9),
        answered in any::<bool>(),
    ) {
        let answers = if answered { Answers { drugs, ..all_answered(problem) } } else { Answers::default() };
        let whole = ogrs3(history, "116/18");
        let (one, two) = (whole.one_year.unwrap().hundredths(), whole.two_years.hundredths());
        prop_assert!((100..=9_900).contains(&one) && (100..=9_900).contains(&two));
        let fine = arp(history, kind, months, answers);
        prop_assert!(fine.two_years.hundredths() <= 9_999);
        for worked in [whole, fine] {
            let sum: f64 = worked.terms.iter().map(|term| term.adds).sum();
            prop_assert!(worked.sum.is_finite() && sum.to_bits() == worked.sum.to_bits());
            let each = worked.share_from_sum.iter().map(|(_, share)| *share);
            prop_assert!(each.into_iter().all(|share| (0.0..=1.0).contains(&share)));
        }
    }

    /// A larger problem never scores lower, and neither does another drug.
    #[test]
    fn arp_rises_with_problems_and_drugs(
        history in any_history(),
        kind in proptest::sample::select(OffenceKind::ALL),
        drugs in proptest::collection::btree_set(proptest::sample::select(arp::Drug::ALL), 0..9),
        drug in proptest::sample::select(arp::Drug::ALL),
    ) {
        let sum = |problem, drugs: &BTreeSet<arp::Drug>| {
            arp(history, kind, 12, Answers { drugs: drugs.clone(), ..all_answered(problem) }).sum
        };
        prop_assert!(sum(Problem::No, &drugs) < sum(Problem::Some, &drugs));
        prop_assert!(sum(Problem::Some, &drugs) < sum(Problem::Significant, &drugs));
        let mut more = drugs.clone();
        more.insert(drug);
        prop_assert!(sum(Problem::Some, &drugs) <= sum(Problem::Some, &more));
    }
}
