//! Each kind goes its way, refuses what its rules are against, and is rebuilt from its facts.

use super::*;
use crate::{
    ids::{AccountId, AgencyId, ServiceId},
    step::Step as _,
    text::{Line, Prose},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{DateTime, date},
};
use proptest::prelude::*;
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 24);

fn stamp() -> Stamp {
    Stamp {
        at: Timestamp::UNIX_EPOCH,
        by: AccountId(Uuid::from_u128(8)),
        agency: AgencyId(Uuid::from_u128(9)),
    }
}

/// An answer of the right shape: the choice at `pick`, or some words.
fn some(field: &Field, pick: usize, day: Date) -> Answer {
    match field.shape {
        Shape::Line => Answer::Line(Line::new("1").unwrap()),
        Shape::Prose => Answer::Prose(Prose::new("Some words.").unwrap()),
        Shape::Day(_) => Answer::Day(day),
        Shape::Moment(_) => Answer::Moment(day.at(10, 0, 0, 0)),
        Shape::Choice(list) => Answer::Choice(list[pick % list.len()]),
        Shape::Several(list) => Answer::Several(list.to_vec()),
        Shape::Pick(_) => Answer::Pick(1),
        Shape::Agency => Answer::Agency(AgencyId(Uuid::from_u128(5))),
        Shape::Service => Answer::Service(ServiceId(Uuid::from_u128(6))),
    }
}

/// A step with every field answered.
fn answered(step: PieceStep, pick: usize, day: Date) -> PieceFact {
    let answers = step
        .fields()
        .iter()
        .fold(Answers::default(), |answers, field| answers.with(field.name, some(field, pick, day)));
    let answers = match step.deadline() {
        Some(deadline) => answers.with(deadline.name, Answer::Day(day.saturating_add(14.days()))),
        None => answers,
    };
    PieceFact { step, answers }
}

fn choose(fact: PieceFact, name: &'static str, code: &str) -> PieceFact {
    let field = fact.step.field(name).expect("a field");
    let answer = Answer::parse(field.shape, code).expect("a choice");
    PieceFact { step: fact.step, answers: fact.answers.with(name, answer) }
}

fn without(fact: &PieceFact, name: &str) -> PieceFact {
    let kept = fact.answers.iter().filter(|(known, _)| *known != name);
    let answers = kept.fold(Answers::default(), |all, (name, answer)| all.with(name, answer.clone()));
    PieceFact { step: fact.step, answers }
}

fn begun(fact: PieceFact) -> Piece {
    Piece::begin(PieceId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)), stamp(), fact).expect("begun")
}

fn then(piece: Piece, fact: PieceFact) -> Piece {
    piece.append(stamp(), fact).expect("taken")
}

#[test]
fn every_step_is_of_one_kind_and_asks_each_thing_once() {
    for kind in PieceKind::ALL {
        assert_eq!(kind.first().kind(), *kind);
        assert!(!kind.note().is_empty());
        let piece = begun(answered(kind.first(), 0, TODAY));
        assert_eq!((piece.kind(), piece.section()), (*kind, kind.section()));
    }
    for step in PieceStep::ALL {
        let mut names: Vec<&str> = step.fields().iter().map(|field| field.name).collect();
        names.extend(step.deadline().map(|deadline| deadline.name));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "{step:?} asks twice");
        if let Some(from) = step.deadline().and_then(|deadline| deadline.from) {
            assert!(step.field(from).is_some_and(|field| field.must), "{step:?} counts from nothing");
        }
        // Other steps of the kind that ask under the same name ask for the same kind of answer.
        for other in PieceStep::ALL.iter().filter(|other| other.kind() == step.kind()) {
            for field in
                step.fields().iter().filter(|_| step.says_how_it_stands() && other.says_how_it_stands())
            {
                if let Some(same) = other.field(field.name) {
                    assert_eq!(
                        std::mem::discriminant(&same.shape),
                        std::mem::discriminant(&field.shape),
                        "{step:?} {other:?} {}",
                        field.name
                    );
                }
            }
        }
    }
}

#[test]
fn what_must_be_answered_is_missed() {
    for kind in PieceKind::ALL {
        let whole = answered(kind.first(), 0, TODAY);
        for field in kind.first().fields() {
            let id = PieceId(Uuid::from_u128(1));
            let tried = Piece::begin(id, PersonId(Uuid::from_u128(2)), stamp(), without(&whole, field.name));
            assert_eq!(tried.is_ok(), !field.must, "{kind:?} {}", field.name);
        }
    }
    let strange = answered(PieceStep::CompactDraft, 0, TODAY);
    let strange = PieceFact { answers: strange.answers.with("day", Answer::Day(TODAY)), ..strange };
    assert!(
        Piece::begin(PieceId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)), stamp(), strange).is_err()
    );
}

#[test]
fn days_are_looked_at_from_today() {
    let signed = answered(PieceStep::CompactSign, 0, TODAY.saturating_add(1.days()));
    assert_eq!(signed.wrong_day(TODAY).map(|(field, _)| field.name), Some("signed"));
    assert_eq!(signed.wrong_day(TODAY.saturating_add(1.days())), None);
    let action = answered(PieceStep::ProtectionAction, 0, TODAY.saturating_sub(1.days()));
    assert_eq!(action.wrong_day(TODAY).map(|(field, _)| field.name), Some("by"));
}

#[test]
fn an_agreement_is_signed_with_the_persons_own_words_alone_and_anew_when_it_is_worded_anew() {
    let draft = without(&answered(PieceStep::CompactDraft, 0, TODAY), "own");
    let piece = begun(draft);
    assert_eq!(piece.warnings(TODAY).len(), 1);
    let sign = answered(PieceStep::CompactSign, 0, TODAY);
    let refused = piece.clone().append(stamp(), sign.clone()).unwrap_err();
    assert!(matches!(refused, StepRefused::Rule { field: "signed", .. }), "{refused}");
    let piece = then(piece, answered(PieceStep::CompactWord, 0, TODAY));
    let piece = then(piece, sign);
    assert_eq!((piece.stage().code, piece.dues()), ("signed", vec![]));
    let piece = then(piece, answered(PieceStep::CompactWord, 0, TODAY));
    assert_eq!(piece.stage().code, "draft");
}

#[test]
fn what_is_not_kept_leads_to_a_review_by_a_day_and_the_first_day_counts() {
    let piece = begun(answered(PieceStep::CompactDraft, 0, TODAY));
    let piece = then(piece, answered(PieceStep::CompactSign, 0, TODAY));
    let piece = then(piece, answered(PieceStep::CompactDeparture, 0, TODAY));
    let due = Due { kind: DutyKind::CompactReview, by: TODAY.saturating_add(14.days()) };
    assert_eq!(piece.dues(), [due]);
    let piece = then(piece, answered(PieceStep::CompactDeparture, 1, TODAY.saturating_add(3.days())));
    assert_eq!(piece.dues(), [due]);
    assert!(!piece.moves().contains(&PieceStep::CompactWord), "what was not kept is talked over first");
    let goes_on = choose(answered(PieceStep::CompactReview, 0, TODAY), "came", "goes_on");
    let changes = choose(answered(PieceStep::CompactReview, 0, TODAY), "came", "changes");
    assert_eq!(then(piece.clone(), goes_on).stage().code, "signed");
    let piece = then(piece, changes);
    assert_eq!((piece.stage().code, piece.dues()), ("draft", vec![]));
}

#[test]
fn who_is_screened_in_is_owed_a_formulation_and_who_is_not_is_owed_nothing() {
    let screen = answered(PieceStep::WayScreen, 0, TODAY);
    let piece = begun(choose(screen.clone(), "result", "in"));
    assert_eq!(piece.dues(), [Due { kind: DutyKind::Formulation, by: TODAY.saturating_add(14.days()) }]);
    assert!(!piece.warnings(TODAY.saturating_add(15.days())).is_empty());
    let early = answered(PieceStep::WayFormulate, 0, TODAY.saturating_sub(1.days()));
    assert!(piece.clone().append(stamp(), early).is_err());
    let piece = then(piece, answered(PieceStep::WayFormulate, 0, TODAY));
    assert!(piece.dues().is_empty());
    assert_eq!(then(piece, answered(PieceStep::WayPlan, 0, TODAY)).stage().code, "planned");
    let out = begun(choose(screen, "result", "out"));
    assert_eq!((out.state(), out.dues()), (PieceState::Closed, vec![]));
}

fn release(length: &str) -> Piece {
    begun(choose(answered(PieceStep::ReleaseBegin, 0, TODAY), "length", length))
}

#[test]
fn a_release_without_an_appointment_is_flagged_whatever_the_length_of_the_sentence() {
    for (length, before, after) in
        [("short", "short_unbooked", "short_booked"), ("long", "long_unbooked", "long_booked")]
    {
        let piece = release(length);
        assert_eq!(piece.stage().code, before);
        assert!(piece.warnings(TODAY)[0].contains("No appointment"), "{:?}", piece.warnings(TODAY));
        assert_eq!(piece.dues().len(), 2);
        let early = answered(PieceStep::ReleaseBook, 0, TODAY.saturating_sub(1.days()));
        assert!(piece.clone().append(stamp(), early).is_err());
        let piece = then(piece, answered(PieceStep::ReleaseBook, 0, TODAY));
        assert_eq!(piece.stage().code, after);
        let late = then(piece.clone(), answered(PieceStep::ReleaseBook, 0, TODAY.saturating_add(3.days())));
        assert!(late.warnings(TODAY)[0].contains("first 48 hours"), "{:?}", late.warnings(TODAY));
        // The day of release moves past the appointment, which then counts no longer.
        let piece = then(piece, answered(PieceStep::ReleaseMove, 0, TODAY.saturating_add(1.days())));
        assert_eq!(piece.stage().code, before);
        let piece = then(piece, answered(PieceStep::ReleaseDone, 0, TODAY));
        assert_eq!((piece.stage().code, piece.state(), piece.dues()), (before, PieceState::Closed, vec![]));
    }
}

#[test]
fn health_on_release_is_not_settled_with_a_gap_or_without_a_doctor() {
    let gap = choose(answered(PieceStep::ReleaseHealthBegin, 0, TODAY), "script", "gap");
    let settle = answered(PieceStep::ReleaseHealthSettle, 0, TODAY);
    for wrong in [gap, without(&answered(PieceStep::ReleaseHealthBegin, 0, TODAY), "gp")] {
        let piece = begun(wrong);
        assert_eq!(piece.dues(), [Due { kind: DutyKind::ReleaseHealth, by: TODAY }]);
        assert!(piece.clone().append(stamp(), settle.clone()).is_err());
        let piece = then(piece, answered(PieceStep::ReleaseHealthChange, 1, TODAY));
        assert_eq!(then(piece, settle.clone()).state(), PieceState::Closed);
    }
}

fn says(step: PieceStep, who: &str, said: &str) -> PieceFact {
    choose(choose(answered(step, 0, TODAY), "who", who), "said", said)
}

#[test]
fn a_restorative_conference_has_no_day_before_the_person_harmed_and_the_person_are_willing() {
    use PieceStep::{RestorativeBegin, RestorativeSet, RestorativeWilling};
    let (piece, set) = (begun(answered(RestorativeBegin, 0, TODAY)), answered(RestorativeSet, 0, TODAY));
    assert!(piece.clone().append(stamp(), set.clone()).is_err());
    let piece = then(piece, says(RestorativeWilling, "person", "willing"));
    let piece = then(piece, says(RestorativeWilling, "supporter", "willing"));
    assert!(piece.clone().append(stamp(), set.clone()).is_err(), "nobody has asked the person harmed");
    let unwilling = then(piece.clone(), says(RestorativeWilling, "harmed", "not_willing"));
    assert!(unwilling.append(stamp(), set.clone()).is_err());
    let piece = then(piece, says(RestorativeWilling, "harmed", "willing"));
    let piece = then(piece, set.clone());
    assert_eq!(piece.stage().code, "set");
    let piece = then(piece, says(RestorativeWilling, "harmed", "withdrawn"));
    assert_eq!((piece.stage().code, piece.day()), ("called_off", None));
    assert!(piece.append(stamp(), set).is_err());
}

#[test]
fn a_family_conference_asks_nobody_who_was_harmed() {
    use PieceStep::{FamilyBegin, FamilySet, FamilyWilling};
    let who = FamilyWilling.field("who").expect("a field");
    assert_eq!(Answer::parse(who.shape, "harmed"), None);
    let piece = begun(answered(FamilyBegin, 0, TODAY));
    assert!(piece.clone().append(stamp(), answered(FamilySet, 0, TODAY)).is_err());
    let piece = then(piece, says(FamilyWilling, "person", "willing"));
    assert_eq!(then(piece, answered(FamilySet, 0, TODAY)).stage().code, "set");
}

#[test]
fn actions_of_a_protection_meeting_are_owed_until_each_is_done() {
    use PieceStep::{ProtectionAction, ProtectionBegin, ProtectionDone, ProtectionEnd, ProtectionHeld};
    let piece = then(begun(answered(ProtectionBegin, 0, TODAY)), answered(ProtectionHeld, 0, TODAY));
    let piece = then(piece, answered(ProtectionAction, 0, TODAY));
    let piece = then(piece, answered(ProtectionAction, 0, TODAY.saturating_add(7.days())));
    assert_eq!(piece.dues().len(), 2);
    assert!(piece.clone().append(stamp(), answered(ProtectionEnd, 0, TODAY)).is_err());
    let piece = then(piece, answered(ProtectionDone, 0, TODAY)); // number 1
    assert_eq!(piece.dues(), [Due { kind: DutyKind::ProtectionAction, by: TODAY.saturating_add(7.days()) }]);
    assert!(piece.clone().append(stamp(), answered(ProtectionDone, 0, TODAY)).is_err(), "it is done already");
    assert_eq!(piece.listed().len(), 2);
}

#[test]
fn nobody_leaves_a_hospital_before_they_came_and_a_case_says_whether_it_came_to_court() {
    let at = |hour: i8| -> DateTime { TODAY.at(hour, 0, 0, 0) };
    let arrived = answered(PieceStep::HospitalArrived, 0, TODAY);
    let left = |moment| {
        let fact = answered(PieceStep::HospitalLeft, 0, TODAY);
        PieceFact { answers: fact.answers.with("left", Answer::Moment(moment)), ..fact }
    };
    let piece = begun(arrived);
    assert!(piece.clone().append(stamp(), left(at(9))).is_err());
    assert_eq!(then(piece, left(at(11))).state(), PieceState::Closed);
    let mut case = begun(answered(PieceStep::NuisanceSeen, 0, TODAY));
    let mut stages = vec![case.stage().code];
    for step in [PieceStep::NuisanceScreen, PieceStep::NuisanceAdvise, PieceStep::NuisanceRefer] {
        case = then(case, answered(step, 0, TODAY));
        stages.push(case.stage().code);
    }
    stages
        .push(then(case, choose(answered(PieceStep::NuisanceClose, 0, TODAY), "court", "yes")).stage().code);
    assert_eq!(stages, ["seen", "screened", "advised", "referred", "court"]);
}

#[test]
fn sessions_are_counted_by_strand() {
    let piece = begun(answered(PieceStep::IntensiveBegin, 0, TODAY));
    assert!(!piece.warnings(TODAY).is_empty());
    let early = answered(PieceStep::IntensiveAttended, 0, TODAY.saturating_sub(1.days()));
    assert!(piece.clone().append(stamp(), early).is_err());
    let sessions =
        [("harm", "yes"), ("work", "yes"), ("work", "no"), ("outreach", "excused"), ("family", "yes")];
    let piece = sessions.iter().fold(piece, |piece, (strand, came)| {
        let fact = choose(answered(PieceStep::IntensiveAttended, 0, TODAY), "strand", strand);
        then(piece, choose(fact, "came", came))
    });
    assert!(piece.warnings(TODAY).is_empty());
    assert_eq!(piece.listed()[1], "Work and training: came 1 of 2 times");
    assert_eq!(piece.listed()[2], "Behaviour and outreach: came 0 of 1 times");
}

proptest! {
    /// Whatever is tried, a piece is what its facts say, owes nothing once it is closed, and shows what was answered last.
    #[test]
    fn a_piece_is_rebuilt_from_its_facts(
        kind in 0..PieceKind::ALL.len(),
        tried in proptest::collection::vec((0..PieceStep::ALL.len(), 0..5_usize, 0..30_i64), 0..25),
    ) {
        let kind = PieceKind::ALL[kind];
        let mut piece = begun(answered(kind.first(), 0, TODAY));
        for (step, pick, days) in tried {
            let fact = answered(PieceStep::ALL[step], pick, TODAY.saturating_add(days.days()));
            let allowed = piece.moves().contains(&fact.step);
            match piece.clone().append(stamp(), fact.clone()) {
                Ok(after) => {
                    prop_assert!(allowed);
                    prop_assert_eq!(after.version(), piece.version() + 1);
                    prop_assert_eq!(&after.facts().last().expect("a fact").1, &fact);
                    piece = after;
                }
                Err(StepRefused::NotNow { .. }) => prop_assert!(!allowed),
                Err(_) => prop_assert!(allowed),
            }
        }
        if piece.state() == PieceState::Closed {
            prop_assert!(piece.dues().is_empty());
            prop_assert!(piece.moves().is_empty());
        }
        for (field, answer) in piece.stands() {
            prop_assert_eq!(Answer::parse(field.shape, &answer.text()), Some(answer.clone()));
        }
        let again = Piece::replay(piece.id, piece.person, piece.facts().to_vec());
        prop_assert_eq!(again, Ok(Some(piece)));
    }
}

#[test]
fn a_piece_does_not_grow_without_end_and_can_always_be_closed() {
    let grown = (1..MOST_FACTS).try_fold(begun(answered(PieceStep::CompactDraft, 0, TODAY)), |piece, _| {
        piece.append(stamp(), answered(PieceStep::CompactOutside, 0, TODAY))
    });
    let grown = grown.unwrap();
    assert_eq!(grown.facts().len(), MOST_FACTS);
    let refused = grown.clone().append(stamp(), answered(PieceStep::CompactOutside, 0, TODAY));
    assert!(matches!(refused, Err(StepRefused::Rule { field: "step", .. })), "{refused:?}");
    let closed = grown.append(stamp(), answered(PieceStep::CompactEnd, 0, TODAY)).unwrap();
    assert_eq!(closed.state(), PieceState::Closed);
}
