//! Appointments against the vocabulary of orders.md, section 4.4, and random steps.

use super::*;
use jiff::{ToSpan, civil::date};
use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

const DAY: Date = date(2026, 11, 26);

fn prose(text: &str) -> Prose {
    Prose::new(text).unwrap()
}

fn stamp() -> Stamp {
    Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: AgencyId(Uuid::nil()) }
}

fn booking() -> Booking {
    Booking {
        id: AppointmentId(Uuid::from_u128(1)),
        person: PersonId(Uuid::nil()),
        account: AccountId(Uuid::nil()),
        agency: AgencyId(Uuid::nil()),
        at: "2026-11-26T10:00:00Z".parse().unwrap(),
        day: DAY,
        minutes: 45,
        place: Line::new("Castle Street office").unwrap(),
        referral: None,
        told: None,
        beside: None,
        replaces: None,
        section: Section::Compliance,
        stamp: stamp(),
    }
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let to = AppointmentId(Uuid::from_u128(2));
    let attendance = proptest::sample::select(Attendance::ALL);
    let not_held = proptest::option::of(proptest::sample::select(NotHeld::ALL));
    prop_oneof![
        proptest::sample::select(AskedBy::ALL).prop_map(move |asked_by| Fact::Moved {
            to,
            asked_by,
            why: prose("Work.")
        }),
        Just(Fact::CalledOff { asked_by: AskedBy::Provider, why: prose("Staff are ill.") }),
        (attendance, not_held)
            .prop_map(|(attendance, not_held)| Fact::Recorded(Outcome::new(attendance, not_held))),
        Just(Fact::Corrected(prose("Mixed up with another."))),
    ]
}

/// orders.md, section 4.4: attendance yes, late, no; apart from that, whether the session took place and whose reason.
#[test]
fn orders_section_4_4_attendance_and_session_are_two_questions() {
    use Attendance as A;
    use NotHeld as N;
    for (attendance, not_held, state, asks) in [
        (A::Attended, None, State::Attended, false),
        (A::Late, None, State::AttendedLate, false),
        (A::Attended, Some(N::Logistics), State::NotHeld, false),
        (A::Attended, Some(N::Unacceptable), State::NotHeld, true),
        (A::Late, Some(N::Acceptable), State::NotHeld, true),
        (A::DidNotAttend, Some(N::Acceptable), State::Absent, true),
        (A::DidNotAttend, Some(N::Unacceptable), State::Absent, true),
        (A::DidNotAttend, None, State::Absent, true),
        (A::DidNotAttend, Some(N::Logistics), State::Absent, false),
    ] {
        let fact = Outcome::new(attendance, not_held);
        assert_eq!(fact.asks_decision(), asks, "{attendance} {not_held:?}");
        let after = Appointment::booked(booking()).append(stamp(), Fact::Recorded(fact), DAY).unwrap();
        assert_eq!(after.state(), state);
    }
    let codes: Vec<_> = A::ALL.iter().map(|one| one.code()).collect();
    assert_eq!(codes, ["yes", "late", "no"]);
    let codes: Vec<_> = N::ALL.iter().map(|one| one.code()).collect();
    assert_eq!(codes, ["person_acceptable", "person_unacceptable", "logistics"]);
}

#[test]
fn an_outcome_waits_for_the_day() {
    let came = || Fact::Recorded(Outcome::new(Attendance::Attended, None));
    let booked = Appointment::booked(booking());
    let before = DAY.checked_sub(1.day()).unwrap();
    assert_eq!(booked.clone().append(stamp(), came(), before), Err(StepRefused::TooEarly));
    assert!(booked.append(stamp(), came(), DAY).is_ok());
}

#[test]
fn a_moved_appointment_stays_with_who_asked_and_why() {
    let to = AppointmentId(Uuid::from_u128(2));
    let moved = Fact::Moved { to, asked_by: AskedBy::Person, why: prose("Starts a job.") };
    let old = Appointment::booked(booking()).append(stamp(), moved.clone(), DAY).unwrap();
    assert_eq!((old.state(), old.booking.day), (State::Replaced, DAY));
    assert_eq!(old.facts(), [(stamp(), moved)]);
    assert_eq!(old.outcome(), None);
}

#[test]
fn a_correction_keeps_what_was_recorded_and_says_what_became_of_it_instead() {
    let (absent, came) =
        (Outcome::new(Attendance::DidNotAttend, None), Outcome::new(Attendance::Attended, None));
    let why = || prose("Another person of that name was absent.");
    let booked = Appointment::booked(booking());
    let nothing = booked.clone().correct(stamp(), why(), came.clone(), DAY);
    assert_eq!(nothing.err(), Some(StepRefused::NotNow { from: State::Booked, step: Step::Correct }));
    let recorded = booked.append(stamp(), Fact::Recorded(absent.clone()), DAY).unwrap();
    assert_eq!(recorded.steps(DAY).collect::<Vec<_>>(), [Step::Correct]);
    assert_eq!(recorded.clone().correct(stamp(), why(), absent.clone(), DAY), Err(StepRefused::Same));
    let corrected = recorded.clone().correct(stamp(), why(), came.clone(), DAY).unwrap();
    assert_eq!((corrected.state(), corrected.version()), (State::Attended, recorded.version() + 2));
    assert_eq!(corrected.outcome(), Some((&stamp(), &came)));
    let kept = [Fact::Recorded(absent.clone()), Fact::Corrected(why()), Fact::Recorded(came)];
    assert_eq!(corrected.facts().iter().map(|(_, fact)| fact.clone()).collect::<Vec<_>>(), kept);
    let again = corrected.correct(stamp(), why(), absent, DAY).unwrap();
    assert_eq!((again.state(), again.facts().len()), (State::Absent, 5));
}

proptest! {
    /// Replaying the kept facts gives the same appointment; it ends once, or again after each correction; what is offered is
    /// what is allowed.
    #[test]
    fn an_appointment_is_what_its_facts_say(steps in vec((any_fact(), -2..3_i32), 0..9)) {
        let mut one = Appointment::booked(booking());
        for (fact, offset) in steps {
            let today = DAY.checked_add(offset.days()).unwrap();
            let offered = one.steps(today).any(|step| step == fact.as_step());
            let next = one.clone().append(stamp(), fact, today);
            prop_assert_eq!(offered, next.is_ok());
            one = next.unwrap_or(one);
        }
        for (number, (_, fact)) in one.facts().iter().enumerate() {
            prop_assert_eq!(matches!(fact, Fact::Corrected(_)), number % 2 == 1);
        }
        prop_assert_eq!(one.state().is_open(), one.facts().len().is_multiple_of(2));
        prop_assert_eq!(one.outcome().is_some(), matches!(one.facts().last(), Some((_, Fact::Recorded(_)))));
        let replayed = Appointment::replay(booking(), one.facts().to_vec());
        prop_assert_eq!(replayed, Ok(one));
    }
}
