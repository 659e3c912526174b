//! Proportions: those of the notes within bands, and a mix in which every page has something to show.

use crate::{TODAY, world};
use domain::pathway::{NeedLevel, Pathway};
use domain::person::Gender;
use domain::referral::Fact;
use std::collections::HashMap;
use synth::{Attendance, Excuse, Measure, Person};

fn people() -> Vec<Person> {
    world().people(4_000).collect()
}

fn per_cent(count: usize, of: usize) -> f64 {
    u32::try_from(count * 1000 / of.max(1)).map_or(f64::NAN, |per_mille| f64::from(per_mille) / 10.0)
}

#[track_caller]
fn within(what: &str, value: f64, band: std::ops::Range<f64>) {
    assert!(band.contains(&value), "{what}: {value} is outside {band:?}");
}

#[test]
fn s4_04_one_in_ten_is_a_woman_and_over_half_are_thirty_or_younger() {
    let people = people();
    let women = people.iter().filter(|person| person.gender == Gender::Female).count();
    within("women", per_cent(women, people.len()), 8.0..15.0);
    let young = people
        .iter()
        .filter(|person| person.born.is_some_and(|born| TODAY.year() - born.year() <= 30))
        .count();
    within("up to thirty", per_cent(young, people.len()), 48.0..66.0);
}

#[test]
fn s2_17_alcohol_is_a_need_of_half_and_s3_36_housing_and_money_are_common() {
    let mut needed: HashMap<Pathway, usize> = HashMap::new();
    let mut assessed = 0;
    for person in people() {
        let first: Vec<_> = person.needs.iter().take(Pathway::ALL.len()).collect();
        assessed += usize::from(!first.is_empty());
        for need in first {
            *needed.entry(need.pathway).or_default() += usize::from(need.level != NeedLevel::None);
        }
    }
    let share = |pathway| per_cent(needed.get(&pathway).copied().unwrap_or(0), assessed);
    within("accommodation", share(Pathway::Accommodation), 46.0..54.0);
    within("finance", share(Pathway::Finance), 41.0..49.0);
    within("employment", share(Pathway::Employment), 61.0..69.0);
    within("attitudes", share(Pathway::Attitudes), 53.0..65.0);
    within("drugs and alcohol", share(Pathway::Substance), 50.0..68.0);
}

#[test]
fn s2_15_four_in_ten_alcohol_treatments_begin_only_after_four_months() {
    let (mut old_enough, mut late) = (0, 0);
    for person in people() {
        for order in &person.orders {
            for requirement in order.requirements.iter().filter(|requirement| requirement.code == "ATR") {
                let four_months = order.made.saturating_add(jiff::Span::new().months(4));
                if four_months < TODAY && order.ended.is_none() {
                    old_enough += 1;
                    late += usize::from(requirement.began.is_none_or(|began| began > four_months));
                }
            }
        }
    }
    assert!(old_enough > 60, "{old_enough}");
    within("begun late", per_cent(late, old_enough), 30.0..56.0);
}

#[test]
fn orders_4_3_nearly_half_have_two_unacceptable_absences() {
    let (mut long_enough, mut two) = (0, 0);
    for person in people() {
        let past = person
            .appointments
            .iter()
            .filter(|known| {
                !matches!(known.attendance, Attendance::Booked | Attendance::Unrecorded) && known.enforceable
            })
            .count();
        let missed = person
            .appointments
            .iter()
            .filter(|known| known.attendance == Attendance::Missed(Excuse::Unacceptable))
            .count();
        if past >= 10 {
            long_enough += 1;
            two += usize::from(missed >= 2);
        }
    }
    within("two or more", per_cent(two, long_enough), 36.0..54.0);
}

#[test]
fn s2_01_a_third_are_in_work_at_the_end_and_most_have_a_settled_home() {
    let (mut ended, mut work, mut home) = (0, 0, 0);
    for person in people() {
        for outcome in person.outcomes.iter().skip(3) {
            match outcome.measure {
                Measure::InWork => {
                    ended += 1;
                    work += usize::from(outcome.yes);
                }
                Measure::SettledHome => home += usize::from(outcome.yes),
                Measure::HasGp => {}
            }
        }
    }
    within("in work", per_cent(work, ended), 30.0..40.0);
    within("settled", per_cent(home, ended), 80.0..88.0);
}

#[test]
fn limited_records_and_every_kind_of_order_are_there() {
    let people = people();
    let limited = people.iter().filter(|person| person.limited_access.is_some()).count();
    within("limited", per_cent(limited, people.len()), 0.2..1.0);
    let in_force =
        people.iter().filter(|person| person.orders.iter().any(|order| order.ended.is_none())).count();
    within("in force", per_cent(in_force, people.len()), 55.0..70.0);
    let waiting = people
        .iter()
        .flat_map(|person| &person.referrals)
        .filter(|referral| matches!(referral.facts.last(), Some((_, Fact::Sent | Fact::Received))))
        .count();
    assert!(waiting >= 25, "{waiting} referrals wait for an answer");
    let flagged = people.iter().filter(|person| !person.risk_flags.is_empty()).count();
    within("flagged", per_cent(flagged, people.len()), 18.0..30.0);
}

#[test]
fn what_is_written_of_drinking_agrees_with_the_score() {
    let mut compared = 0;
    for person in people() {
        let need = person.needs.iter().find(|need| need.pathway == Pathway::Substance);
        let (Some(audit), Some(need)) = (person.audits.first(), need) else { continue };
        if audit.total >= 20 {
            compared += 1;
            assert_eq!(need.level, NeedLevel::Great);
            assert!(!need.detail.starts_with("Uses every day"), "{}", need.detail);
        }
        if audit.total <= 7 {
            assert!(!need.detail.contains("rinks") && !need.detail.contains("rinking"), "{}", need.detail);
        }
    }
    assert!(compared > 300, "{compared}");
}
