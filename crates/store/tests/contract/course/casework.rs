//! Casework: a piece of each kind, and each step that such a piece takes; the log tells what the tables have.

use super::{
    held::{Keys, same},
    office::{Office, described},
};
use app::{
    Refusal, casework,
    events::replay::Record,
    people::{self, CreatePerson},
    ports::Tx,
};
use domain::{
    casework::{Answer, Answers, Field, PieceKind, PieceState, PieceStep, Shape},
    ids::{PersonId, PieceId},
    person::Gender,
    step::{Step, Taken},
    text::{Line, Prose},
};
use jiff::ToSpan;

/// Pieces of a person, at most.
const ALL: u32 = 100;

/// A step with every field answered: of a list the first, and of who said something the one at `pick`.
pub fn fact<S: Step>(office: &Office<'_>, step: S, pick: usize) -> Taken<S> {
    let today = office.today();
    let answer = |field: &Field| match field.shape {
        Shape::Line => Answer::Line(Line::new("1").unwrap()),
        Shape::Prose => Answer::Prose(Prose::new("Some words.").unwrap()),
        Shape::Day(_) => Answer::Day(today),
        Shape::Moment(_) => Answer::Moment(today.at(0, 0, 0, 0)),
        Shape::Choice(list) if field.name == "who" => Answer::Choice(list[pick % list.len()]),
        Shape::Choice(list) => Answer::Choice(list[0]),
        Shape::Several(list) => Answer::Several(list.to_vec()),
        Shape::Pick(_) => Answer::Pick(1),
        Shape::Agency => Answer::Agency(office.staff.officer.agency),
        Shape::Service => Answer::Service(office.service),
    };
    let all = step.fields().iter();
    Taken { step, answers: all.fold(Answers::default(), |all, field| all.with(field.name, answer(field))) }
}

async fn take(office: &Office<'_>, id: PieceId, step: PieceStep) -> Result<(), Refusal> {
    let (app, officer) = (&office.app, office.staff.officer);
    let picks = if step.field("who").is_some() { 2 } else { 1 };
    for pick in 0..picks {
        let seen = casework::piece(app, &officer, id).await?.line.piece.version();
        casework::step(app, &officer, id, seen, fact(office, step, pick)).await?;
    }
    Ok(())
}

async fn begin(office: &Office<'_>, person: PersonId, kind: PieceKind) -> PieceId {
    let begun =
        casework::begin(&office.app, &office.staff.officer, person, fact(office, kind.first(), 0), None);
    begun.await.unwrap_or_else(|refusal| panic!("{kind}: {refusal:?}"))
}

/// Somebody whom the intensive alternative takes: a man of 20.
async fn young_man(office: &Office<'_>) -> PersonId {
    let born = Some(office.today().saturating_sub(20.years()));
    let command = CreatePerson { born, gender: Gender::Male, ..described(77) };
    people::create(&office.app, &office.staff.officer, command, None).await.unwrap()
}

/// Each kind from its beginning through every step that it takes, those that close it last.
pub async fn work(office: &Office<'_>, person: PersonId) {
    let (app, officer) = (&office.app, office.staff.officer);
    for kind in PieceKind::ALL {
        if !kind.is_begun_by_hand() {
            let refused = casework::begin(app, &officer, person, fact(office, kind.first(), 0), None).await;
            assert!(refused.is_err(), "nobody begins what begins by itself");
            continue;
        }
        if *kind == PieceKind::ReleaseHealth {
            let refused = casework::begin(app, &officer, person, fact(office, kind.first(), 0), None).await;
            assert!(refused.is_err(), "nobody begins what they may not read");
            continue;
        }
        let with = if *kind == PieceKind::Intensive { young_man(office).await } else { person };
        let id = begin(office, with, *kind).await;
        for step in PieceStep::ALL.iter().filter(|step| step.kind() == *kind && **step != kind.first()) {
            if let Err(refusal) = take(office, id, *step).await {
                // A piece ends in one way alone: what ends it in another is taken on one more.
                assert!(matches!(refusal, Refusal::NotNow(_)), "{step:?}: {refusal:?}");
                let other = begin(office, with, *kind).await;
                take(office, other, *step).await.unwrap_or_else(|refusal| panic!("{step:?}: {refusal:?}"));
            }
        }
    }
}

/// What a person's record has of it, rebuilt and kept.
pub async fn compare(tx: &mut Box<dyn Tx>, keys: &Keys, person: PersonId, record: &Record) {
    let mut kept = Vec::new();
    for state in [PieceState::Open, PieceState::Closed] {
        kept.extend(tx.pieces(person, state, None, ALL).await.unwrap().into_iter().map(|(_, piece)| piece));
    }
    same("casework", keys.open(person, kept), record.pieces.values().cloned());
}
