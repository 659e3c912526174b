//! Bodies with their seats, what services do, and what they cover together.

use super::*;
use crate::{
    field::Answers,
    ids::{AccountId, AgencyId},
    step::Step as _,
};
use jiff::{Timestamp, civil::date};
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 24);

fn stamp() -> Stamp {
    let id = Uuid::from_u128;
    Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(id(1)), agency: AgencyId(id(2)) }
}

/// A step answered by texts.
fn fact(step: ProvisionStep, texts: &[(&str, &str)]) -> ProvisionFact {
    let answers = texts.iter().fold(Answers::default(), |all, (name, text)| match step.field(name) {
        Some(field) => all.with(field.name, Answer::parse(field.shape, text).expect("an answer")),
        None => all.with("train_by", Answer::Day(text.parse().expect("a day"))),
    });
    ProvisionFact { step, answers }
}

fn body(areas: &str) -> Provision {
    let mut texts = vec![
        ("name", "Pathway board"),
        ("purpose", "Commissions the pathway."),
        ("began", "2026-09-01"),
        ("train_by", "2026-12-01"),
    ];
    if !areas.is_empty() {
        texts.push(("areas", areas));
    }
    Provision::begin(ProvisionId(Uuid::from_u128(3)), stamp(), fact(ProvisionStep::BodyBegin, &texts))
        .expect("a body")
}

fn take(one: Provision, step: ProvisionStep, texts: &[(&str, &str)]) -> Result<Provision, StepRefused> {
    one.append(stamp(), fact(step, texts))
}

fn seats(one: &Provision) -> &Body {
    let Course::Body(body) = one.course() else { panic!("a body") };
    body
}

#[test]
fn each_area_has_a_pair_of_commissioners_and_an_empty_seat_is_told() {
    let mut one = body("North\nSouth\n\nEast\nWest");
    for seat in ["health_commissioner", "justice_commissioner"] {
        one = take(one, ProvisionStep::BodySeat, &[("seat", seat), ("each", "yes")]).unwrap();
    }
    assert_eq!((seats(&one).commissioners(), seats(&one).empty()), (8, 8));
    assert_eq!(one.listed("seats")[4], "North: Co-commissioner for prisons and probation");
    assert_eq!(
        one.warnings(TODAY),
        ["There is no seat for a service user representative.", "8 seats are empty."]
    );
    let one = take(one, ProvisionStep::BodySeat, &[("seat", "service_user"), ("each", "no")]).unwrap();
    assert_eq!(
        one.warnings(TODAY),
        ["Nobody holds the seat of the service user representative.", "9 seats are empty."]
    );
    let filled = [("number", "9"), ("who", "Elected by the forum"), ("since", "2026-10-01")];
    let one = take(one, ProvisionStep::BodyFill, &filled).unwrap();
    assert_eq!(one.warnings(TODAY), ["8 seats are empty."]);
    let empty = [("number", "9"), ("from", "2026-11-01")];
    let one = take(one, ProvisionStep::BodyVacate, &empty).unwrap();
    assert_eq!(one.warnings(TODAY).len(), 2);
    let twice = take(one, ProvisionStep::BodyVacate, &empty);
    assert_eq!(
        twice.err(),
        Some(StepRefused::NotNow { words: "Record that a seat is empty", stage: "In being" })
    );
}

#[test]
fn training_is_told_when_its_time_has_passed() {
    let row = [("what", "Awareness"), ("whom", "Offender managers")];
    let one = take(body(""), ProvisionStep::BodyTraining, &row).unwrap();
    let late = "The time for training has passed: 1 of 1 not given.".to_owned();
    assert!(
        !one.warnings(date(2026, 12, 1)).contains(&late) && one.warnings(date(2026, 12, 2)).contains(&late)
    );
    let one = take(one, ProvisionStep::BodyTrained, &[("number", "1"), ("given", "2026-11-20")]).unwrap();
    assert!(!one.warnings(date(2026, 12, 2)).contains(&late));
    assert!(!one.moves().contains(&ProvisionStep::BodyTrained));
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let seat = |one, texts: &[(&str, &str)]| take(one, ProvisionStep::BodySeat, texts).err();
    assert_eq!(
        seat(body(""), &[("seat", "chair"), ("each", "yes")]),
        rule::<()>("each", "This body has no areas. Select No").err()
    );
    let one = take(body(""), ProvisionStep::BodySeat, &[("seat", "chair"), ("each", "no")]).unwrap();
    for (texts, wrong) in [
        (
            [("number", "2"), ("who", "Head"), ("since", "2026-10-01")],
            ("number", "Select a seat of this body"),
        ),
        (
            [("number", "1"), ("who", "Head"), ("since", "2026-08-31")],
            ("since", "Nobody holds a seat before the body began"),
        ),
    ] {
        let refused = take(one.clone(), ProvisionStep::BodyFill, &texts).err();
        assert_eq!(refused, rule::<()>(wrong.0, wrong.1).err());
    }
    let twice = fact(
        ProvisionStep::BodyBegin,
        &[
            ("name", "B"),
            ("purpose", "p"),
            ("began", "2026-09-01"),
            ("train_by", "2026-12-01"),
            ("areas", "North\nnorth"),
        ],
    );
    let refused = Provision::begin(ProvisionId(Uuid::from_u128(4)), stamp(), twice).err();
    assert_eq!(refused, rule::<()>("areas", "Each area must have a name of its own").err());
}

fn offer(service: u128) -> Provision {
    let service = Uuid::from_u128(service).to_string();
    let first = fact(ProvisionStep::OfferBegin, &[("service", &service)]);
    Provision::begin(ProvisionId(Uuid::from_u128(5)), stamp(), first).expect("an offer")
}

fn does(one: &Provision) -> &Offer {
    let Course::Offer(offer) = one.course() else { panic!("an offer") };
    offer
}

#[test]
fn involvement_is_at_three_points_or_a_reason() {
    let mut one = offer(7);
    assert_eq!(one.warnings(TODAY).len(), 4);
    one = take(one, ProvisionStep::OfferDoes, &[("intervention", "brief"), ("stages", "court,release")])
        .unwrap();
    for (point, part) in [("planning", "yes"), ("delivery", "no"), ("evaluation", "yes")] {
        assert!(!one.warnings(TODAY).is_empty());
        let texts = [("point", point), ("take_part", part), ("how", "A forum.")];
        one = take(one, ProvisionStep::OfferInvolves, &texts).unwrap();
    }
    assert_eq!(one.warnings(TODAY), Vec::<String>::new());
    assert!(!does(&one).part("delivery").expect("a part").takes_part);
}

#[test]
fn what_services_cover_together_has_empty_cells() {
    let cells = INTERVENTIONS.len() * STAGES.len();
    let one =
        take(offer(7), ProvisionStep::OfferDoes, &[("intervention", "brief"), ("stages", "court,release")])
            .unwrap();
    let two =
        take(offer(8), ProvisionStep::OfferDoes, &[("intervention", "brief"), ("stages", "court")]).unwrap();
    let coverage = Coverage::of(&[does(&one), does(&two)]);
    assert_eq!((coverage.all(), coverage.empty()), (cells, cells - 2));
    assert_eq!(coverage.cells[1][2].len(), 2);
    assert_eq!(coverage.bare(), [0, 1, 3, 4, 5, 7]);
    // What was recorded before is replaced, and what it does no more counts no more.
    let one = take(one, ProvisionStep::OfferDoes, &[("intervention", "brief"), ("stages", "after")]).unwrap();
    assert_eq!(does(&one).stages("brief").len(), 1);
    let one = take(one, ProvisionStep::OfferNoMore, &[("intervention", "brief")]).unwrap();
    assert_eq!(Coverage::of(&[does(&one)]).empty(), cells);
}

fn steps() -> impl Strategy<Value = Vec<(usize, u16, bool)>> {
    proptest::collection::vec((0..7_usize, 1..6_u16, any::<bool>()), 0..30)
}

proptest! {
    /// Whatever is tried in whatever order: replaying what was taken gives the same, seats stay, and empty ones are counted.
    #[test]
    fn replay_equals_state_and_no_seat_vanishes(tries in steps()) {
        let mut one = body("North\nSouth");
        for (which, number, each) in tries {
            let number = number.to_string();
            let each = if each { "yes" } else { "no" };
            let (step, texts): (_, Vec<(&str, &str)>) = match which {
                0 | 1 => (ProvisionStep::BodySeat, vec![("seat", "member"), ("each", each)]),
                2 | 3 => (ProvisionStep::BodyFill, vec![("number", &number), ("who", "A post"), ("since", "2026-10-01")]),
                4 => (ProvisionStep::BodyVacate, vec![("number", &number), ("from", "2026-11-01")]),
                5 => (ProvisionStep::BodyTraining, vec![("what", "A"), ("whom", "B")]),
                _ => (ProvisionStep::BodyTrained, vec![("number", &number), ("given", "2026-11-01")]),
            };
            let before = seats(&one).seats().len();
            if let Ok(after) = take(one.clone(), step, &texts) {
                prop_assert!(one.moves().contains(&step));
                one = after;
            }
            prop_assert!(seats(&one).seats().len() >= before);
            let empty = seats(&one).seats().iter().filter(|seat| seat.held.is_none()).count();
            prop_assert_eq!(seats(&one).empty(), empty);
            let again = Provision::replay(one.id, one.facts().to_vec()).unwrap();
            prop_assert_eq!(again.as_ref(), Some(&one));
        }
    }
}

#[test]
fn one_that_is_too_long_can_still_be_ended() {
    let mut one = body("");
    let seat = fact(ProvisionStep::BodySeat, &[("seat", "chair"), ("each", "no")]);
    one = one.append(stamp(), seat).unwrap();
    let fill = fact(ProvisionStep::BodyFill, &[("number", "1"), ("who", "A post"), ("since", "2026-10-01")]);
    for _ in 2..MOST_FACTS {
        one = one.append(stamp(), fill.clone()).unwrap();
    }
    assert!(one.clone().append(stamp(), fill).is_err());
    let end = fact(ProvisionStep::BodyEnd, &[("why", "It is over.")]);
    assert_eq!(one.append(stamp(), end).unwrap().state(), ProvisionState::Closed);
}
