//! Clocks against days counted by hand, and against random histories.

use super::*;
use crate::{
    referral::{
        DeclineReason, Part, WithdrawReason,
        tests::{any_fact, prose, request, stamp_at},
    },
    stamp::Stamp,
};
use jiff::{SignedDuration, civil::date};
use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

/// Christmas 2026: Friday 25 December, and Monday 28 December in place of Saturday 26.
fn holidays() -> BankHolidays {
    BankHolidays::new([date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)])
}

fn day_of(at: Timestamp) -> Date {
    crate::calendar::day_in_london(at, &crate::calendar::london())
}

fn on(day: Date) -> Stamp {
    stamp_at(day.at(10, 0, 0, 0).in_tz("UTC").unwrap().timestamp(), 1)
}

fn referral(facts: &[(Date, Fact)]) -> Referral {
    Referral::replay(request(None), facts.iter().map(|(day, fact)| (on(*day), fact.clone()))).unwrap()
}

fn definition(asking_stops_clock: bool) -> Definition {
    Definition { asking_stops_clock, ..Definition::starting(10) }
}

fn dues(definition: &Definition, facts: &[(Date, Fact)]) -> Vec<(Stage, Side, Date)> {
    let holidays = holidays();
    let days = Days { holidays: &holidays, day_of: &day_of };
    definition.dues(&referral(facts), days).into_iter().map(|due| (due.stage, due.side, due.by)).collect()
}

#[test]
fn an_answer_is_due_after_the_working_days_of_the_pathway() {
    // Sent on Fri 18 Dec 2026: ten working days, without Christmas and New Year, end on Wed 6 Jan 2027.
    let sent = [(date(2026, 12, 18), Fact::Sent)];
    let answer = |day| vec![(Stage::Answer, Side::Provider, day)];
    assert_eq!(dues(&definition(true), &sent), answer(date(2027, 1, 6)));
    let holidays = holidays();
    let days = Days { holidays: &holidays, day_of: &day_of };
    let due = definition(true).dues(&referral(&sent), days)[0];
    assert!(!due.is_late(date(2027, 1, 6)) && due.is_late(date(2027, 1, 7)));
}

#[test]
fn asking_stops_the_clock_or_does_not_as_the_pathway_says() {
    let asked = [(date(2026, 11, 16), Fact::Sent), (date(2026, 11, 18), Fact::Asked(prose("Since when?")))];
    // Wed 18 Nov and three working days: Mon 23 Nov. Mon 16 Nov and ten: Mon 30 Nov.
    let information = (Stage::Information, Side::Referrer, date(2026, 11, 23));
    let answer = (Stage::Answer, Side::Provider, date(2026, 11, 30));
    assert_eq!(dues(&definition(true), &asked), [information]);
    assert_eq!(dues(&definition(false), &asked), [information, answer]);
    let mut given = asked.to_vec();
    given.push((date(2026, 11, 25), Fact::Answered(prose("Since May."))));
    // Five working days stood still: Mon 7 Dec.
    assert_eq!(dues(&definition(true), &given), [(Stage::Answer, Side::Provider, date(2026, 12, 7))]);
    assert_eq!(dues(&definition(false), &given), [answer]);
}

#[test]
fn each_stage_has_its_owner_and_its_day() {
    let sent = (date(2026, 11, 16), Fact::Sent);
    let accepted = (date(2026, 11, 17), Fact::Accepted);
    let all = definition(true);
    assert_eq!(
        dues(&all, &[sent.clone(), accepted.clone()]),
        [(Stage::Book, Side::Provider, date(2026, 11, 24))]
    );
    let booked = Fact::Booked { appointment: crate::ids::AppointmentId(Uuid::nil()), on: date(2026, 11, 26) };
    let steps = [sent.clone(), accepted, (date(2026, 11, 18), booked)];
    assert_eq!(dues(&all, &steps), [(Stage::Begin, Side::Provider, date(2026, 12, 1))]);
    let waiting = Fact::Waitlisted { expected: date(2027, 2, 1), words: None };
    assert_eq!(
        dues(&all, &[sent.clone(), (date(2026, 11, 17), waiting)]),
        [(Stage::Answer, Side::Provider, date(2027, 2, 1))]
    );
    let declined = Fact::Declined(DeclineReason::NoCapacity, None);
    assert_eq!(
        dues(&all, &[sent.clone(), (date(2026, 11, 18), declined)]),
        [(Stage::Elsewhere, Side::Referrer, date(2026, 11, 25))]
    );
    let died = Fact::Withdrawn(WithdrawReason::Died, None);
    assert_eq!(dues(&all, &[sent, (date(2026, 11, 18), died)]), []);
}

#[test]
fn a_pathway_without_a_limit_or_with_none_of_a_day_is_refused() {
    let limits = |days: u16| -> BTreeMap<Stage, Limit> {
        Stage::ALL
            .iter()
            .map(|stage| (*stage, Limit { owner: stage.usual_owner(), working_days: days }))
            .collect()
    };
    assert!(Definition::new(limits(1), true, true, true).is_ok());
    assert!(Definition::new(limits(MOST_DAYS), true, true, true).is_ok());
    for days in [0, MOST_DAYS + 1] {
        assert_eq!(
            Definition::new(limits(days), true, true, true),
            Err(DefinitionError::OutOfRange(Stage::Answer))
        );
    }
    let mut short = limits(5);
    short.remove(&Stage::Begin);
    assert_eq!(Definition::new(short, true, true, true), Err(DefinitionError::Missing(Stage::Begin)));
}

#[test]
fn the_latest_version_that_has_begun_is_in_force() {
    let version = |version, from| Protocol {
        id: ProtocolId(Uuid::from_u128(u128::from(version))),
        service: ServiceId(Uuid::nil()),
        version,
        from,
        definition: Definition::starting(5),
        agreed_at: None,
        why: None,
    };
    let all = [version(1, date(2020, 1, 1)), version(2, date(2026, 11, 1)), version(3, date(2027, 1, 1))];
    let on = |day| in_force(&all, day).map(|one| one.version);
    assert_eq!(on(date(2019, 12, 31)), None);
    assert_eq!(on(date(2026, 10, 31)), Some(1));
    assert_eq!(on(date(2026, 11, 1)), Some(2));
    assert_eq!(on(date(2027, 1, 1)), Some(3));
}

/// Practice catalogue, S0-06: four a year.
#[test]
fn s0_06_four_reviews_fall_in_each_year() {
    let began = date(2026, 11, 30);
    assert_eq!(
        reviews(began, began, date(2027, 11, 30)),
        [date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30), date(2027, 11, 30)]
    );
    for year in 2028..2060 {
        assert_eq!(reviews(began, date(year, 1, 1), date(year, 12, 31)).len(), 4, "{year}");
    }
    let leap = date(2024, 2, 29);
    assert_eq!(reviews(leap, date(2026, 1, 1), date(2026, 12, 31)).len(), 4);
}

proptest! {
    /// Until a service has begun or the need has gone, something is due, and each thing due has a side and a day that
    /// comes no sooner than the fact it follows from; afterwards nothing is, but another way where the need is left.
    #[test]
    fn what_is_open_has_an_owner_and_a_day(
        stops in any::<bool>(),
        steps in vec((0..4_i64, any_fact()), 0..14),
    ) {
        let (definition, holidays) = (definition(stops), holidays());
        let mut at = on(date(2026, 11, 16)).at;
        let mut referral = Referral::draft(request(None)).append(stamp_at(at, 1), Fact::Sent).unwrap();
        for (later, fact) in steps {
            at = at.checked_add(SignedDuration::from_hours(24 * later)).unwrap();
            referral = referral.clone().append(stamp_at(at, 1), fact).unwrap_or(referral);
        }
        let days = Days { holidays: &holidays, day_of: &day_of };
        let dues = definition.dues(&referral, days);
        let last = referral.facts().last().map(|(_, fact)| fact.hands_back());
        let state = referral.state();
        let expected = match state {
            State::Begun => 0,
            State::Asked if !stops => 2,
            State::Draft | State::Declined | State::Withdrawn | State::Concluded => {
                usize::from(last == Some(true))
            }
            _ => 1,
        };
        prop_assert_eq!(dues.len(), expected, "{:?}", state);
        let amended_words = |fact: &Fact| matches!(fact, Fact::Amended(one) if one.part == Part::Risk);
        for due in dues {
            prop_assert!(due.by >= date(2026, 11, 17));
            if due.stage == Stage::Elsewhere {
                prop_assert_eq!((due.side, state.holder()), (Side::Referrer, Side::Referrer));
            }
        }
        prop_assert!(!referral.facts().iter().any(|(_, fact)| amended_words(fact) && referral.request.needs.is_none()));
    }
}
