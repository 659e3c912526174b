//! Random steps, legal and not, against what must always hold of a referral.

use super::*;
use jiff::{Timestamp, civil::date};
use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

pub(crate) fn account(number: u8) -> AccountId {
    AccountId(Uuid::from_u128(u128::from(number)))
}

pub(crate) fn stamp_at(at: Timestamp, by: u8) -> Stamp {
    Stamp { at, by: account(by), agency: AgencyId(Uuid::nil()) }
}

fn stamp(by: u8) -> Stamp {
    stamp_at(Timestamp::UNIX_EPOCH, by)
}

pub(crate) fn request(risk: Option<&str>) -> Request {
    Request {
        id: ReferralId(Uuid::nil()),
        reference: "ABC".into(),
        person: PersonId(Uuid::nil()),
        from: AgencyId(Uuid::from_u128(1)),
        made_by: account(9),
        to: AgencyId(Uuid::from_u128(2)),
        service: ServiceId(Uuid::nil()),
        requirement: None,
        asks: prose("Please assess."),
        risk_to_staff: risk.map(prose),
        needs: Some(Told::NoneKnown),
        need_kinds: vec![],
        answer_by: date(2026, 11, 26),
        protocol: Some(ProtocolId(Uuid::nil())),
    }
}

pub(crate) fn prose(text: &str) -> Prose {
    Prose::new(text).unwrap()
}

fn amendment(part: Part, old: Option<&str>, new: Option<&str>) -> Fact {
    let why = prose("A neighbour rang.");
    Fact::Amended(Box::new(Amendment { part, old: old.map(prose), new: new.map(prose), why }))
}

pub(crate) fn any_fact() -> impl Strategy<Value = Fact> {
    let risk = prop_oneof![Just(None), Just(Some("See in pairs")), Just(Some("Dog at the house"))];
    prop_oneof![
        2 => Just(Fact::Sent),
        2 => Just(Fact::Received),
        2 => Just(Fact::Accepted),
        1 => proptest::sample::select(DeclineReason::ALL).prop_map(|reason| Fact::Declined(reason, None)),
        1 => proptest::sample::select(WithdrawReason::ALL).prop_map(|reason| Fact::Withdrawn(reason, None)),
        2 => Just(Fact::Begun),
        1 => proptest::sample::select(EndReason::ALL).prop_map(|reason| Fact::Concluded(Some(reason), None)),
        1 => Just(Fact::Concluded(None, None)),
        2 => Just(Fact::Asked(prose("Since when?"))),
        2 => Just(Fact::Answered(prose("Since May."))),
        2 => Just(Fact::Waitlisted { expected: date(2027, 1, 4), words: None }),
        2 => Just(Fact::Offered { on: date(2026, 12, 1), words: None }),
        2 => Just(Fact::Booked { appointment: AppointmentId(Uuid::nil()), on: date(2026, 12, 2) }),
        3 => Just(Fact::WarningRead),
        2 => (risk.clone(), risk).prop_map(|(old, new)| amendment(Part::Risk, old, new)),
        1 => Just(amendment(Part::Asks, Some("Please assess."), Some("Please assess at home."))),
    ]
}

pub(crate) fn played(request: Request, steps: &[(u8, Fact)]) -> Referral {
    steps.iter().fold(Referral::draft(request), |referral, (by, fact)| {
        referral.clone().append(stamp(*by), fact.clone()).unwrap_or(referral)
    })
}

fn any_steps() -> impl Strategy<Value = Vec<(u8, Fact)>> {
    vec((0..3_u8, any_fact()), 0..16).prop_map(|mut steps| {
        steps.insert(0, (9, Fact::Sent));
        steps
    })
}

proptest! {
    /// Replaying the kept facts gives the same referral, words and all.
    #[test]
    fn replay_gives_the_same_referral(risk in any::<bool>(), steps in any_steps()) {
        let made = request(risk.then_some("See in pairs"));
        let played = played(made.clone(), &steps);
        prop_assert_eq!(played.as_made(), made.clone());
        prop_assert_eq!(Referral::replay(made, played.facts().to_vec()), Ok(played));
    }

    /// What is offered to an account is exactly what it may do, but for amendments, whose words decide.
    #[test]
    fn offered_moves_are_the_allowed_ones(steps in any_steps(), by in 0..3_u8, next in any_fact()) {
        let played = played(request(Some("See in pairs")), &steps);
        let step = next.as_move();
        let offered = [Side::Referrer, Side::Provider]
            .into_iter()
            .any(|side| played.moves(side, account(by)).any(|one| one == step));
        let allowed = played.clone().append(stamp(by), next).is_ok();
        match step {
            Move::Amend => prop_assert!(offered || !allowed),
            // Reading again what was read is not offered, and does no harm.
            Move::ReadWarning => prop_assert!(allowed || !offered),
            _ => prop_assert_eq!(offered, allowed, "{:?} from {:?}", step, played.state()),
        }
    }

    /// A refused step changes nothing, and a step taken is the last fact.
    #[test]
    fn each_step_adds_one_fact_or_none(steps in any_steps(), next in any_fact()) {
        let before = played(request(None), &steps);
        if let Ok(after) = before.clone().append(stamp(1), next.clone()) {
            prop_assert_eq!(after.version(), before.version() + 1);
            prop_assert_eq!(after.facts().last().map(|(_, fact)| fact), Some(&next));
        }
    }

    /// At each instant somebody holds the person: the provider from acceptance until the service is over, else the referrer.
    #[test]
    fn nobody_is_between_two_agencies(steps in any_steps()) {
        let played = played(request(None), &steps);
        let facts = || played.facts().iter().map(|(_, fact)| fact);
        let taken = facts().any(|fact| *fact == Fact::Accepted);
        let over = facts().any(|fact| matches!(fact, Fact::Declined(..) | Fact::Withdrawn(..) | Fact::Concluded(..)));
        let expected = if taken && !over { Side::Provider } else { Side::Referrer };
        prop_assert_eq!(played.state().holder(), expected);
    }

    /// Nobody who has not read the warning in its present words has booked or recorded a first contact.
    #[test]
    fn the_warning_is_read_before_the_first_contact(steps in any_steps()) {
        let played = played(request(Some("See in pairs")), &steps);
        let mut warning = Some(prose("See in pairs"));
        let mut read: Vec<AccountId> = vec![];
        for (stamp, fact) in played.facts() {
            match fact {
                Fact::WarningRead => read.push(stamp.by),
                Fact::Amended(one) if one.part == Part::Risk => {
                    read.clear();
                    warning.clone_from(&one.new);
                }
                Fact::Booked { .. } | Fact::Begun => {
                    prop_assert!(warning.is_none() || read.contains(&stamp.by));
                }
                _ => {}
            }
        }
    }

    /// Amended words are those of the last amendment, and every old wording is still there.
    #[test]
    fn amendments_form_a_chain(steps in any_steps()) {
        let played = played(request(Some("See in pairs")), &steps);
        let mut words = Some(prose("See in pairs"));
        for (_, fact) in played.facts() {
            if let Fact::Amended(one) = fact && one.part == Part::Risk {
                prop_assert_eq!(&one.old, &words);
                words.clone_from(&one.new);
            }
        }
        prop_assert_eq!(&played.request.risk_to_staff, &words);
    }
}

#[test]
fn what_is_over_takes_no_further_step() {
    for over in [State::Declined, State::Withdrawn, State::Concluded] {
        for step in Move::ALL {
            assert_eq!(over.after(*step), None, "{over} {step}");
        }
    }
}

#[test]
fn a_warning_that_changes_has_to_be_read_again() {
    let sent = Referral::draft(request(Some("See in pairs"))).append(stamp(9), Fact::Sent).unwrap();
    let taken = sent.append(stamp(1), Fact::Accepted).unwrap();
    let unread = taken.clone().append(stamp(1), Fact::Begun).unwrap_err();
    assert_eq!(unread.because, Because::WarningUnread);
    let read = taken.append(stamp(1), Fact::WarningRead).unwrap();
    assert!(read.may_meet(account(1)) && !read.may_meet(account(2)), "each reads for themselves");
    let amended =
        read.append(stamp(9), amendment(Part::Risk, Some("See in pairs"), Some("Dog at the house"))).unwrap();
    assert!(!amended.may_meet(account(1)));
    let gone = amended.append(stamp(9), amendment(Part::Risk, Some("Dog at the house"), None)).unwrap();
    assert!(gone.may_meet(account(2)), "no warning is left");
}

#[test]
fn an_amendment_begins_from_the_words_as_they_are() {
    let sent = Referral::draft(request(None)).append(stamp(9), Fact::Sent).unwrap();
    let refused = |fact: Fact| sent.clone().append(stamp(9), fact).unwrap_err().because;
    assert_eq!(refused(amendment(Part::Asks, Some("Other words"), Some("New"))), Because::Outdated);
    assert_eq!(refused(amendment(Part::Asks, Some("Please assess."), None)), Because::Unchanged);
    assert_eq!(refused(amendment(Part::Risk, None, None)), Because::Unchanged);
    let amended = sent.append(stamp(9), amendment(Part::Needs, None, Some("Reads little."))).unwrap();
    assert_eq!(amended.request.needs, Some(Told::Known(prose("Reads little."))));
}

/// orders.md, section 5: the codes in use, none missing, none changed.
#[test]
fn orders_section_5_withdrawal_codes() {
    let codes: Vec<_> = WithdrawReason::ALL.iter().map(|reason| reason.code()).collect();
    assert_eq!(
        codes,
        ["INE", "MIS", "NOT", "NEE", "MOV", "WOR", "RET", "ACQ", "SER", "SEE", "EAR", "USE", "ANO"]
    );
}

#[test]
fn the_dead_and_those_provided_for_leave_no_duty_behind() {
    assert!(!Fact::Withdrawn(WithdrawReason::Died, None).hands_back());
    assert!(!Fact::Concluded(Some(EndReason::Died), None).hands_back());
    assert!(!Fact::Concluded(Some(EndReason::Completed), None).hands_back());
    assert!(Fact::Declined(DeclineReason::NoCapacity, None).hands_back());
    assert!(Fact::Withdrawn(WithdrawReason::Ineligible, None).hands_back());
}
