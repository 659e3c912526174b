//! The vectors of orders.md, section 4.3, and the machine as a model.

use super::*;
use crate::{
    failure::{Failed, FailureMove, FailureRefused, Finding, Warning},
    ids::{AccountId, AgencyId, FailureId, OrderId, PersonId},
    stamp::Stamp,
    text::{Line, Prose},
    timing::tests::defaults,
};
use jiff::{Timestamp, ToSpan, civil::date};
use proptest::{collection::vec, prelude::*, sample::select};
use uuid::Uuid;

fn stamp() -> Stamp {
    Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) }
}

fn words() -> Prose {
    Prose::new("He was at work.").unwrap()
}

fn failed(number: u128, order: u128, day: Date) -> Failure {
    Failure::recorded(Failed {
        id: FailureId(Uuid::from_u128(number)),
        person: PersonId(Uuid::nil()),
        order: OrderId(Uuid::from_u128(order)),
        holder: AgencyId(Uuid::nil()),
        appointment: None,
        day,
        source: stamp(),
        what: Line::new("Did not attend").unwrap(),
        offered: None,
    })
}

fn fact(step: FailureMove) -> FailureFact {
    match step {
        FailureMove::Await => FailureFact::Awaited,
        FailureMove::Accept => FailureFact::Accepted(words()),
        FailureMove::Reject => FailureFact::Rejected(words()),
        FailureMove::Warn => {
            FailureFact::Warned(Warning { circumstances: words(), unacceptable: words(), liability: words() })
        }
        FailureMove::Refer => FailureFact::Referred(words()),
        FailureMove::Void => FailureFact::Voided(words()),
        FailureMove::Begin => FailureFact::Begun,
        FailureMove::Drop => FailureFact::Dropped(words()),
        FailureMove::Hear => FailureFact::Heard(Finding::Proved, None),
        FailureMove::Withdraw => FailureFact::Withdrawn(words()),
        FailureMove::Restore => FailureFact::Restored(words()),
    }
}

fn taken(failure: Failure, day: Date, steps: &[FailureMove]) -> Failure {
    steps
        .iter()
        .fold(failure, |failure, step| failure.append(stamp(), day, fact(*step), MayWarn::Choice).unwrap())
}

fn warned(order: u128, day: Date) -> Failure {
    taken(failed(1, order, day), day, &[FailureMove::Reject, FailureMove::Warn])
}

fn may(failure: &Failure, earlier: &Failure) -> MayWarn {
    warning_window(failure, [earlier, failure], &defaults()).unwrap().may
}

#[test]
fn orders_section_4_3_twelve_months_from_the_warning() {
    for (given, on, day, expected) in [
        (date(2025, 3, 15), 7, date(2026, 3, 14), MayWarn::MustRefer),
        (date(2025, 3, 15), 7, date(2026, 3, 15), MayWarn::Choice),
        (date(2025, 3, 15), 8, date(2025, 6, 1), MayWarn::Choice),
        (date(2025, 3, 15), 7, date(2025, 3, 15), MayWarn::MustRefer),
        // Recorded late: it happened before the warning was given.
        (date(2025, 3, 15), 7, date(2025, 3, 14), MayWarn::Choice),
        // No 29 February in the next year.
        (date(2024, 2, 29), 7, date(2025, 2, 28), MayWarn::MustRefer),
        (date(2024, 2, 29), 7, date(2025, 3, 1), MayWarn::Choice),
    ] {
        let failure = failed(2, 7, day);
        assert_eq!(may(&failure, &warned(on, given)), expected, "{given} {on} {day}");
    }
}

#[test]
fn the_latest_warning_that_counts_is_named() {
    let (first, second) = (warned(7, date(2025, 1, 6)), {
        let day = date(2025, 5, 1);
        taken(failed(3, 7, day), day, &[FailureMove::Reject, FailureMove::Warn])
    });
    let failure = failed(2, 7, date(2025, 6, 2));
    let window = warning_window(&failure, [&first, &second, &failure], &defaults()).unwrap();
    assert_eq!(window.because, Some((date(2025, 5, 1), date(2026, 4, 30))));
}

#[test]
fn late_evidence_makes_a_warning_void_without_deleting_it() {
    let day = date(2025, 3, 15);
    let void = taken(warned(7, day), day, &[FailureMove::Void]);
    assert_eq!(void.state(), FailureState::Acceptable);
    assert!(void.warning().is_some());
    assert_eq!(void.counting_warning(), None);
    assert_eq!(may(&failed(2, 7, date(2025, 6, 1)), &void), MayWarn::Choice);
}

#[test]
fn within_the_period_a_warning_is_refused_and_referral_allowed() {
    let day = date(2026, 3, 14);
    let failure = taken(failed(2, 7, day), day, &[FailureMove::Reject]);
    let refused = failure.clone().append(stamp(), day, fact(FailureMove::Warn), MayWarn::MustRefer);
    assert_eq!(refused.err(), Some(FailureRefused::MustRefer));
    assert!(failure.clone().append(stamp(), day, fact(FailureMove::Refer), MayWarn::MustRefer).is_ok());
    let early = failure.append(stamp(), date(2026, 3, 13), fact(FailureMove::Refer), MayWarn::MustRefer);
    assert_eq!(early.err(), Some(FailureRefused::TooEarly));
}

#[test]
fn orders_section_4_3_working_days() {
    let christmas = BankHolidays::new([date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)]);
    let timings = defaults();
    assert_eq!(breach_by(date(2025, 12, 19), &timings, &christmas), Ok(date(2026, 1, 7)));
    assert_eq!(breach_by(date(2026, 3, 2), &timings, &christmas), Ok(date(2026, 3, 16)));
    assert_eq!(evidence_by(date(2025, 12, 19), &timings, &christmas), Ok(date(2026, 1, 2)));
    assert_eq!(evidence_by(date(2026, 11, 12), &timings, &christmas), Ok(date(2026, 11, 23)));
}

#[test]
fn each_state_leads_to_its_duty() {
    use FailureMove as M;
    let (no, timings, day) = (BankHolidays::default(), defaults(), date(2026, 3, 2));
    for (steps, may, expected) in [
        (&[][..], MayWarn::Choice, Some((DutyKind::DecideAbsence, date(2026, 3, 5)))),
        (&[M::Await], MayWarn::Choice, Some((DutyKind::EvidenceDue, date(2026, 3, 11)))),
        (&[M::Accept], MayWarn::Choice, None),
        (&[M::Await, M::Reject], MayWarn::Choice, Some((DutyKind::GiveWarning, date(2026, 3, 16)))),
        (&[M::Reject], MayWarn::MustRefer, Some((DutyKind::Enforce, date(2026, 3, 16)))),
        (&[M::Reject, M::Warn], MayWarn::Choice, None),
        (&[M::Reject, M::Refer], MayWarn::Choice, Some((DutyKind::Enforce, date(2026, 3, 16)))),
        (&[M::Reject, M::Refer, M::Begin, M::Hear], MayWarn::Choice, None),
    ] {
        let failure = taken(failed(2, 7, day), day, steps);
        let window = WarningWindow { may, because: None };
        let found = due(&failure, date(2026, 3, 3), &window, &timings, &no);
        assert_eq!(found, Ok(expected), "{steps:?}");
    }
}

#[test]
fn what_rested_on_a_wrong_record_is_withdrawn_unless_a_warning_or_more_rests_on_it() {
    use FailureMove as M;
    let day = date(2026, 3, 2);
    for (steps, may) in [
        (&[][..], true),
        (&[M::Await], true),
        (&[M::Accept], true),
        (&[M::Reject], true),
        (&[M::Reject, M::Warn], false),
        (&[M::Reject, M::Warn, M::Void], false),
        (&[M::Reject, M::Refer], false),
        (&[M::Reject, M::Refer, M::Drop], true),
        (&[M::Reject, M::Refer, M::Begin], false),
        (&[M::Reject, M::Refer, M::Begin, M::Hear], false),
    ] {
        let failure = taken(failed(2, 7, day), day, steps);
        assert_eq!(failure.allows(M::Withdraw, MayWarn::MustRefer), may, "{steps:?}");
        assert!(failure.state().moves(MayWarn::Choice).all(|step| !step.follows()), "{steps:?}");
        let after = failure.append(stamp(), day, fact(M::Withdraw), MayWarn::MustRefer);
        assert_eq!(after.is_ok(), may, "{steps:?}");
        let Ok(withdrawn) = after else { continue };
        assert!(!withdrawn.state().is_open());
        assert_eq!(withdrawn.state().moves(MayWarn::Choice).count(), 0);
        let restored = taken(withdrawn, day, &[M::Restore]);
        assert_eq!(restored.state(), FailureState::Undecided, "to be decided again");
    }
}

#[test]
fn the_time_to_decide_is_measured() {
    let later = Stamp { at: "1970-01-03T02:00:00Z".parse().unwrap(), ..stamp() };
    let day = date(2026, 3, 2);
    let failure = failed(2, 7, day);
    assert_eq!(failure.hours_to_decide(), None);
    let failure = failure.append(stamp(), day, FailureFact::Awaited, MayWarn::Choice).unwrap();
    let failure = failure.append(later, day, fact(FailureMove::Reject), MayWarn::Choice).unwrap();
    assert_eq!(failure.hours_to_decide(), Some(50));
}

/// A record of one order: failures on days, and moves tried on them.
fn any_record() -> impl Strategy<Value = Vec<(usize, i64, FailureMove)>> {
    vec((0..5_usize, 0..800_i64, select(FailureMove::ALL)), 0..60)
}

proptest! {
    /// Random legal and illegal moves over several failures of two orders.
    #[test]
    fn enforcement_follows_its_model(days in vec(0..700_i64, 5), tried in any_record()) {
        let start = date(2024, 1, 1);
        let (no, timings) = (BankHolidays::default(), defaults());
        let on = |days: i64| start.checked_add(days.days()).unwrap();
        let mut record: Vec<Failure> = days
            .iter()
            .zip(0_u128..)
            .map(|(day, number)| failed(number, number % 2, on(*day)))
            .collect();
        for (which, later, step) in tried {
            let failure = record[which].clone();
            let window = warning_window(&failure, &record, &timings).unwrap();
            let offered = if step.follows() {
                failure.allows(step, window.may)
            } else {
                failure.state().moves(window.may).any(|one| one == step)
            };
            let day = on(later);
            let answer = failure.clone().append(stamp(), day, fact(step), window.may);
            prop_assert_eq!(answer.is_ok(), offered && day >= failure.failed.day);
            if let Ok(next) = answer {
                // Within the period of a warning that counts there is no second warning.
                if step == FailureMove::Warn {
                    prop_assert!(window.because.is_none());
                }
                record[which] = next;
            }
        }
        for failure in &record {
            // Replay equals state; no two warnings for one failure; what is open has a duty with a day, what is over none.
            let replayed = Failure::replay(failure.failed.clone(), failure.facts().to_vec());
            prop_assert_eq!(replayed.as_ref(), Ok(failure));
            prop_assert!(warnings_given(failure) <= 1);
            let window = warning_window(failure, &record, &timings).unwrap();
            let duty = due(failure, failure.failed.day, &window, &timings, &no).unwrap();
            prop_assert_eq!(duty.is_some(), failure.state().is_open());
            prop_assert!(duty.is_none_or(|(kind, day)| DUTIES.contains(&kind) && day >= failure.failed.day));
        }
    }
}
