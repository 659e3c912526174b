//! The vectors of the notes (instruments.md, section 1) and what must hold of any answers.

use super::*;
use crate::ids::{AccountId, AgencyId};
use jiff::{Timestamp, civil::date};
use proptest::prelude::*;
use uuid::Uuid;

const RULES: Rules = Rules::UK;

fn answers(points: [u8; 10]) -> Answers {
    Answers::new(points.map(Some)).unwrap()
}

fn finding(points: [u8; 10]) -> Finding {
    Finding::of(&answers(points), Pregnancy::No, &RULES).unwrap()
}

fn audit(id: u128, day: Date, points: [Option<u8>; 10], supersedes: Option<u128>) -> Audit {
    let stamp =
        Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) };
    Audit::scored(
        AuditId(Uuid::from_u128(id)),
        PersonId(Uuid::nil()),
        (day, Mode::Interview, Line::new("English").unwrap()),
        Pregnancy::NotAsked,
        Answers::new(points).unwrap(),
        &RULES,
        supersedes.map(|id| AuditId(Uuid::from_u128(id))),
        stamp,
    )
}

#[test]
fn instruments_section_1_decision_table() {
    let vectors = [
        ([2, 2, 1, 0, 0, 0, 1, 1, 0, 0], 7, Zone::Lower, Action::Leaflet),
        ([2, 2, 1, 0, 0, 0, 1, 0, 2, 0], 8, Zone::Increasing, Action::Advice),
        ([4, 4, 4, 1, 1, 1, 0, 0, 0, 0], 15, Zone::Increasing, Action::Advice),
        ([4, 4, 4, 1, 1, 0, 0, 0, 2, 0], 16, Zone::Higher, Action::Extended),
        ([4, 4, 4, 1, 1, 1, 0, 0, 4, 0], 19, Zone::Higher, Action::Extended),
        ([4, 4, 4, 1, 1, 0, 0, 0, 4, 2], 20, Zone::PossibleDependence, Action::Specialist),
        ([4, 4, 4, 4, 4, 4, 4, 4, 4, 4], 40, Zone::PossibleDependence, Action::Specialist),
        ([0; 10], 0, Zone::Lower, Action::Leaflet),
    ];
    for (points, total, zone, action) in vectors {
        let found = finding(points);
        assert_eq!((found.score.points(), found.zone), (total, zone), "{points:?}");
        assert_eq!(found.actions().collect::<Vec<_>>(), [action], "{points:?}");
        assert!(!found.dependence || points[3..6].iter().any(|p| *p >= 2), "{points:?}");
    }
}

#[test]
fn twelve_with_a_morning_drink_is_advice_and_a_sign_of_dependence() {
    let found = finding([3, 3, 2, 0, 0, 2, 0, 0, 2, 0]);
    assert_eq!((found.score.points(), found.zone.action(), found.dependence), (12, Action::Advice, true));
    let without = finding([3, 3, 2, 1, 1, 0, 0, 0, 2, 0]);
    assert_eq!((without.score.points(), without.dependence), (12, false));
}

#[test]
fn who_is_pregnant_and_drinks_at_all_is_sent_to_midwifery_whatever_the_score() {
    let little =
        Answers::new([Some(1), Some(0), Some(0), None, None, None, None, None, Some(0), Some(0)]).unwrap();
    let found = Finding::of(&little, Pregnancy::Yes, &RULES).unwrap();
    assert_eq!(found.actions().collect::<Vec<_>>(), [Action::Midwifery, Action::Leaflet]);
    let not_at_all = little.with(Item::Frequency, 0).unwrap();
    assert!(!Finding::of(&not_at_all, Pregnancy::Yes, &RULES).unwrap().midwifery);
    assert!(!Finding::of(&little, Pregnancy::NotAsked, &RULES).unwrap().midwifery);
}

#[test]
fn the_skip_logic_goes_on_to_the_last_two() {
    let none = Answers::NONE;
    assert_eq!((none.next(), none.missing()), (Some(Item::Frequency), 10));
    let never = none.with(Item::Frequency, 0).unwrap();
    assert_eq!(never.asked().map(Item::number).collect::<Vec<_>>(), [1, 9, 10]);
    assert_eq!((never.next(), never.score()), (Some(Item::Injury), None));
    let little = none
        .with(Item::Frequency, 1)
        .and_then(|a| a.with(Item::Quantity, 0))
        .and_then(|a| a.with(Item::Binge, 0))
        .unwrap();
    assert_eq!(little.asked().map(Item::number).collect::<Vec<_>>(), [1, 2, 3, 9, 10]);
    let some = little.with(Item::Binge, 1).unwrap();
    assert_eq!((some.next(), some.missing()), (Some(Item::Unable), 7));
    let done = never.with(Item::Injury, 0).and_then(|a| a.with(Item::Concern, 2)).unwrap();
    assert_eq!(done.score().map(Score::points), Some(2));
}

#[test]
fn changing_an_earlier_answer_takes_back_what_is_then_not_asked() {
    let full = answers([4, 3, 3, 2, 0, 0, 0, 0, 0, 4]);
    let never = full.with(Item::Frequency, 0).unwrap().without_skipped();
    assert_eq!(never.score().map(Score::points), Some(4));
    assert_eq!(never.get(Item::Unable), None);
    assert_eq!(full.without_skipped(), full);
}

#[test]
fn items_nine_and_ten_have_no_one_and_no_three() {
    for item in Item::ALL {
        for points in 0..=u8::MAX {
            let allowed = if item.number() >= 9 { [0, 2, 4].contains(&points) } else { points <= 4 };
            assert_eq!(Answers::NONE.with(*item, points).is_ok(), allowed, "{item:?} {points}");
        }
    }
}

#[test]
fn audit_c_is_the_first_three_and_needs_only_those_that_are_asked() {
    assert_eq!(answers([4, 4, 4, 0, 0, 0, 0, 0, 0, 0]).audit_c(), Some(12));
    assert_eq!(Answers::NONE.with(Item::Frequency, 0).unwrap().audit_c(), Some(0));
    assert_eq!(Answers::NONE.with(Item::Frequency, 2).unwrap().audit_c(), None);
}

#[test]
fn a_missing_item_leaves_no_score_and_says_how_many_are_missing() {
    let mut points = [Some(2); 10];
    points[6] = None;
    let kept = audit(1, date(2026, 3, 2), points, None);
    assert_eq!((kept.finding, kept.missing, kept.rules), (None, 1, 1));
    assert_eq!(kept.wording, WORDING);
}

#[test]
fn a_correction_supersedes_and_the_comparison_uses_what_stands() {
    let first = audit(1, date(2026, 3, 2), [Some(4); 10], None);
    let corrected = audit(2, date(2026, 3, 2), [Some(2); 10], Some(1));
    let mut unfinished = [Some(0); 10];
    unfinished[9] = None;
    let middle = audit(3, date(2026, 6, 2), unfinished, None);
    let last = audit(4, date(2026, 9, 2), [Some(0); 10], None);
    let all = [last, middle, first.clone(), corrected];
    assert_eq!(standing(all.to_vec()).iter().map(|a| a.id.0.as_u128()).collect::<Vec<_>>(), [2, 3, 4]);
    let change = Change::among(&all).unwrap();
    assert_eq!((change.first.0.points(), change.last.0.points(), change.points()), (20, 0, -20));
    assert_eq!(Change::among(&[first]), None, "one alone has not changed");
}

#[test]
fn other_thresholds_from_a_later_day_are_other_rules() {
    let stricter = Rules { version: 2, from: date(2027, 4, 1), dependence: 18, ..RULES };
    let editions = [stricter, RULES];
    let on = |day| Rules::on(day, &editions).map(|rules| rules.version);
    assert_eq!((on(date(2027, 3, 31)), on(date(2027, 4, 1)), on(date(1990, 1, 1))), (Some(1), Some(2), None));
    let nineteen = Score::new(19).unwrap();
    assert_eq!((RULES.zone(nineteen), stricter.zone(nineteen)), (Zone::Higher, Zone::PossibleDependence));
}

fn any_answers() -> impl Strategy<Value = [Option<u8>; 10]> {
    proptest::array::uniform10(proptest::option::weighted(0.9, 0..=4_u8)).prop_map(|mut points| {
        for place in &mut points[8..] {
            *place = place.map(|points| points / 2 * 2);
        }
        points
    })
}

proptest! {
    /// A score is the sum of what was answered, at most 40, and there is one exactly when nothing asked is missing.
    #[test]
    fn a_score_is_the_sum_of_complete_answers(points in any_answers()) {
        let answers = Answers::new(points).unwrap();
        let sum: u8 = points.iter().flatten().sum();
        prop_assert_eq!(answers.score().map(Score::points), (answers.missing() == 0).then_some(sum));
        prop_assert_eq!(answers.next().is_none(), answers.missing() == 0);
        prop_assert!(sum <= Score::MOST);
    }

    /// Asking one item after the other always comes to an end, with a score.
    #[test]
    fn an_interview_ends_with_a_score(chosen in proptest::collection::vec(0..9_usize, 10)) {
        let (mut answers, mut asked) = (Answers::NONE, 0);
        for choice in chosen {
            let Some(item) = answers.next() else { break };
            let options = item.options();
            answers = answers.with(item, options[choice % options.len()].points).unwrap();
            asked += 1;
        }
        prop_assert!(answers.score().is_some());
        prop_assert_eq!(asked, answers.asked().count());
        prop_assert_eq!(answers.without_skipped(), answers);
    }
}

/// More points never lead to a lower zone.
#[test]
fn zones_rise_with_the_score() {
    assert!((0..=Score::MOST).is_sorted_by_key(|points| RULES.zone(Score::new(points).unwrap())));
}
