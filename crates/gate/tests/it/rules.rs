//! What holds for every viewer, person and section.

use crate::world::{CONDITIONS, OTHER, OWN, PERSON, any_standing, any_viewer, standing, viewer};
use domain::{
    agency::AgencyKind,
    ids::PersonId,
    order::{Order, OrderKind},
    person::Contact,
    role::Role,
    section::{Level, Purpose, Section},
    text::Line,
};
use gate::{
    Access, Action, Condition, Disclosure, Forbidden, Gate, Label, LastDay, Outcome, Reason, Sealed,
    Standing, Viewer, interim_1,
};
use jiff::{ToSpan, civil::date};
use proptest::prelude::*;
use std::{collections::BTreeSet, sync::LazyLock};
use uuid::Uuid;

/// The same rules on the day after the viewer's agency has left.
static LEFT: LazyLock<Gate> = LazyLock::new(|| {
    let rules = interim_1();
    let day = rules.day.saturating_sub(1.day());
    Gate::new(rules.without(&[LastDay { agency: OWN, service: None, day }]))
});

/// Compiled once for all cases.
static GATE: LazyLock<Gate> = LazyLock::new(|| Gate::new(interim_1()));

fn gate() -> &'static Gate {
    &GATE
}

fn any_section() -> impl Strategy<Value = Section> {
    proptest::sample::select(Section::ALL)
}

fn any_purpose() -> impl Strategy<Value = Purpose> {
    proptest::sample::select(Purpose::ALL)
}

proptest! {
    /// The list filter shows a person exactly when the item decision lets their identity be seen.
    #[test]
    fn list_and_item_agree(viewer in any_viewer(), standing in any_standing(), purpose in any_purpose()) {
        let gate = gate();
        let label = Label::own(PERSON, Section::Identity, OTHER);
        let item = gate.decide(&viewer, purpose, &standing, label).is_ok();
        prop_assert_eq!(gate.visible_to(&viewer, purpose).shows(&standing), item);
        prop_assert_eq!(gate.may_know_of(&viewer, purpose, &standing), item);
    }

    /// Nothing about a person opens to somebody who may not know of them.
    #[test]
    fn no_section_without_the_person(viewer in any_viewer(), standing in any_standing(), section in any_section(), purpose in any_purpose()) {
        let gate = gate();
        for holder in [OWN, OTHER] {
            let open = gate.decide(&viewer, purpose, &standing, Label::own(PERSON, section, holder)).is_ok();
            prop_assert!(!open || gate.may_know_of(&viewer, purpose, &standing));
        }
    }

    /// Whoever has left sees nothing of anybody, is in no list, does nothing, and is told why.
    #[test]
    fn whoever_has_left_sees_nothing_and_is_told_why(viewer in any_viewer(), standing in any_standing(), section in any_section(), purpose in any_purpose()) {
        let standing = Standing { access: Access::Ordinary, ..standing };
        for holder in [OWN, OTHER] {
            let found = LEFT.decide(&viewer, purpose, &standing, Label::own(PERSON, section, holder));
            prop_assert_eq!(found.err(), Some(Reason::Left));
        }
        prop_assert!(!LEFT.may_know_of(&viewer, purpose, &standing) && !LEFT.visible_to(&viewer, purpose).shows(&standing));
        let acts = Action::ALL.iter().any(|action| LEFT.permit(&viewer, *action, &standing, None).is_ok());
        prop_assert!(!acts);
        prop_assert!(LEFT.rules().shown_to(OWN, viewer.agency_kind, section, purpose).is_empty());
        let next = Viewer { agency: OTHER, ..viewer };
        let before = gate().decide(&next, purpose, &standing, Label::own(PERSON, section, OTHER)).is_ok();
        prop_assert_eq!(LEFT.decide(&next, purpose, &standing, Label::own(PERSON, section, OTHER)).is_ok(), before);
    }

    /// Limited access, and a check that could not be made, refuse everybody who is not named, whatever else holds.
    #[test]
    fn forbidding_wins(viewer in any_viewer(), section in any_section(), purpose in any_purpose(), unknown in any::<bool>()) {
        let access = if unknown { Access::Unknown } else { Access::LimitedOthers };
        let closed = standing(&CONDITIONS, access);
        for holder in [OWN, OTHER] {
            let answer = gate().decide(&viewer, purpose, &closed, Label::own(PERSON, section, holder));
            prop_assert_eq!(answer.err(), Some(if unknown { Reason::CheckFailed } else { Reason::Limited }));
        }
        for action in Action::ALL {
            prop_assert!(gate().permit(&viewer, *action, &closed, None).is_err());
        }
    }

    /// A standing that was loaded for one person opens nothing of another's.
    #[test]
    fn a_standing_is_for_its_own_person(viewer in any_viewer(), section in any_section(), other in 8u128..99) {
        let mine = standing(&CONDITIONS, Access::Ordinary);
        let label = Label::own(PersonId(Uuid::from_u128(other)), section, OWN);
        prop_assert_eq!(gate().decide(&viewer, Purpose::Supervision, &mine, label).err(), Some(Reason::CheckFailed));
    }

    /// Relations only ever add sight.
    #[test]
    fn more_relations_never_close(viewer in any_viewer(), standing in any_standing(), section in any_section(), more in proptest::sample::select(CONDITIONS.to_vec())) {
        let label = Label::own(PERSON, section, OTHER);
        let wider = Standing { relations: standing.relations.and(more, true), ..standing };
        let before = gate().decide(&viewer, Purpose::Supervision, &standing, label).map(|b| b.level).ok();
        let after = gate().decide(&viewer, Purpose::Supervision, &wider, label).map(|b| b.level).ok();
        prop_assert!(after >= before);
    }
}

#[test]
fn nothing_relates_means_nothing_is_known() {
    for role in Role::ALL {
        for kind in AgencyKind::ALL {
            let closed = standing(&[], Access::Ordinary);
            assert!(
                !gate().may_know_of(&viewer(*role, *kind), Purpose::Supervision, &closed),
                "{role} of {kind}"
            );
        }
    }
}

#[test]
fn administrators_see_nobody_by_that_role() {
    for role in [Role::SystemAdministrator, Role::AgencyAdministrator, Role::CatalogueAdministrator] {
        let every = standing(&CONDITIONS, Access::Ordinary);
        assert!(!gate().may_know_of(&viewer(role, AgencyKind::Probation), Purpose::Supervision, &every));
    }
}

#[test]
fn a_provider_with_a_referral_reads_the_order_without_its_offence_and_every_answer_is_noted() {
    let gate = gate();
    let worker = viewer(Role::TreatmentWorker, AgencyKind::AlcoholTreatment);
    let referred = standing(&[Condition::ReferralIn], Access::Ordinary);
    let mut reading = gate.reading(worker, Purpose::Referral);
    let order = order();
    let label = Label::own(PERSON, Section::Court, OTHER);
    let Disclosure::Opened { value, under } =
        gate.open(&mut reading, &referred, Sealed::new(label, order.clone()))
    else {
        panic!("the order stays closed");
    };
    assert_eq!((value.offence, value.court, under.level), (None, None, Level::Summary));
    let label = Label::own(PERSON, Section::Treatment, OTHER);
    assert!(matches!(gate.open(&mut reading, &referred, Sealed::new(label, order)), Disclosure::Withheld(_)));
    assert_eq!(reading.entries().count(), 2);
}

fn order() -> Order {
    Order {
        id: Uuid::nil().into(),
        person: PERSON,
        holder: OTHER,
        kind: OrderKind::Community,
        court: Line::new("Northmoor Magistrates").ok(),
        offence: Line::new("Common assault").ok(),
        made: date(2026, 3, 2),
        ends: date(2027, 3, 1),
        ended: None,
        requirements: vec![],
    }
}

proptest! {
    /// What lies in several sections opens exactly where each of them does, in full but for the one of its label; and of what
    /// stays closed nothing is noted as shown.
    #[test]
    fn what_lies_in_several_sections_opens_where_all_do(
        viewer in any_viewer(),
        standing in any_standing(),
        section in any_section(),
        also in proptest::collection::btree_set(any_section(), 0..4),
        purpose in any_purpose(),
        holder in proptest::sample::select(vec![OWN, OTHER]),
    ) {
        let gate = gate();
        let mut reading = gate.reading(viewer, purpose);
        let label = Label::own(PERSON, section, holder);
        let sealed = Sealed::new(label, order()).lying_also_in(also.iter().copied().collect());
        let level = |section| {
            let label = Label::own(PERSON, section, holder);
            gate.decide(&viewer, purpose, &standing, label).ok().map(|under| under.level)
        };
        let all = also.iter().filter(|one| **one != section).all(|one| level(*one) == Some(Level::Full));
        let expected = all && matches!(level(section), Some(Level::Summary | Level::Full));
        let opened = gate.open(&mut reading, &standing, sealed).opened().is_some();
        prop_assert_eq!(opened, expected);
        let shown = reading.entries().filter(|entry| matches!(entry.outcome, Outcome::Shown(..))).count();
        let whole: BTreeSet<Section> = also.iter().copied().chain([section]).collect();
        prop_assert_eq!(shown, if opened { whole.len() } else { 0 });
    }
}

/// Of the own section it is said that it is too low, whatever the others are; of the others the first that is closed.
#[test]
fn what_lies_in_several_sections_names_the_section_that_keeps_it_closed() {
    let gate = gate();
    let worker = viewer(Role::TreatmentWorker, AgencyKind::AlcoholTreatment);
    let officer = viewer(Role::PoliceOfficer, AgencyKind::Police);
    let (referred, team) = (
        standing(&[Condition::ReferralIn], Access::Ordinary),
        standing(&[Condition::OnTeam], Access::Ordinary),
    );
    let note = |section| Label::own(PERSON, section, OTHER);
    let contact = || Contact {
        person: PERSON,
        holder: OTHER,
        address: None,
        postcode: None,
        telephone: None,
        email: None,
    };
    let closed = |viewer, standing: &Standing, section, also: &[Section]| {
        let mut reading = gate.reading(viewer, Purpose::Referral);
        let sealed = Sealed::new(note(section), contact()).lying_also_in(also.iter().copied().collect());
        match gate.open(&mut reading, standing, sealed) {
            Disclosure::Opened { .. } => None,
            Disclosure::Withheld(closed) => {
                let noted: Vec<_> = reading.entries().map(|entry| (entry.section, entry.outcome)).collect();
                assert_eq!(noted, [(closed.section, Outcome::Withheld(closed.reason))]);
                Some((closed.section, closed.reason))
            }
        }
    };
    let too_low = Some((Section::Risk, Reason::LevelTooLow));
    assert_eq!(closed(worker, &referred, Section::Risk, &[]), too_low);
    assert_eq!(closed(worker, &referred, Section::Risk, &[Section::Accommodation]), too_low);
    assert_eq!(closed(officer, &team, Section::Risk, &[Section::Court]), None);
    let (section, _) = closed(officer, &team, Section::Risk, &[Section::Court, Section::Substance]).unwrap();
    assert_eq!(section, Section::Substance);
}

#[test]
fn what_was_sent_to_an_agency_is_its_own_too() {
    let landlord = viewer(Role::TeamManager, AgencyKind::Housing);
    let referred = standing(&[Condition::ReferralIn], Access::Ordinary);
    let label = Label { sent_to: Some(OWN), ..Label::own(PERSON, Section::Accommodation, OTHER) };
    assert!(gate().decide(&landlord, Purpose::Referral, &referred, label).is_ok());
    let elsewhere = Label { sent_to: None, ..label };
    assert_eq!(
        gate().decide(&landlord, Purpose::Referral, &referred, elsewhere).err(),
        Some(Reason::NotRelated)
    );
}

#[test]
fn a_provider_keeps_sight_of_its_own_answers_and_of_nothing_else_of_the_person() {
    let over = standing(&[Condition::ReferralOver], Access::Ordinary);
    let limited = standing(&[Condition::ReferralOver], Access::LimitedOthers);
    for role in Role::ALL {
        let one = viewer(*role, AgencyKind::AlcoholTreatment);
        assert!(!gate().may_know_of(&one, Purpose::Referral, &over), "{role}");
        for (section, holder) in Section::ALL.iter().flat_map(|section| [(*section, OWN), (*section, OTHER)])
        {
            let label = Label::own(PERSON, section, holder);
            let answers = [Role::TreatmentWorker, Role::Specialist, Role::TeamManager].contains(role);
            let expected = (answers && section == Section::Plan && holder == OWN).then_some(Level::Summary);
            let found = gate().decide(&one, Purpose::Referral, &over, label).ok().map(|basis| basis.level);
            assert_eq!(found, expected, "{role}: {section:?} of {holder}");
            assert!(
                gate().decide(&one, Purpose::Referral, &limited, label).is_err(),
                "limited access forbids"
            );
        }
    }
}

#[test]
fn the_role_is_asked_before_reach() {
    let analyst = viewer(Role::Analyst, AgencyKind::Council);
    let every = standing(&CONDITIONS, Access::Ordinary);
    assert_eq!(gate().permit(&analyst, Action::MakeReferral, &every, None), Err(Forbidden::Role));
    let officer = viewer(Role::ProbationPractitioner, AgencyKind::Probation);
    let none = standing(&[], Access::Ordinary);
    assert_eq!(gate().permit(&officer, Action::MakeReferral, &none, None), Err(Forbidden::Reach));
}
