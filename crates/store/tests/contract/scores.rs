//! Scores of reoffending: kept with what was put in, newest first, under risk, and never changed.

use super::fixture::{Fresh, Staff, World, at, id, stamp};
use domain::{
    ids::PersonId,
    reoffending_score::{
        Ages, History, Inputs, Percent, RecordedSex, ReoffendingScore, ScoreDays,
        arp::{self, Answers, Drug, OffenceFree, OffenceKind, Problem},
        offence_weight::{OffenceCode, ScoredOffence},
        ogrs3,
    },
    section::Section,
};
use jiff::civil::{Date, date};

fn history() -> History {
    History::new(RecordedSex::Male, Ages::new(30, 21, 30).unwrap(), 2).unwrap()
}

fn by_ogrs3(person: PersonId, staff: Staff, assessed: Date) -> ReoffendingScore {
    let offence = ScoredOffence::on(assessed, OffenceCode::parse("116/18").unwrap()).unwrap();
    let inputs = Inputs::Ogrs3(ogrs3::Inputs { history: history(), offence });
    let days = ScoreDays { assessed, convicted: date(2026, 1, 5), counted_from: date(2026, 1, 5) };
    ReoffendingScore::computed(id(), person, days, inputs, stamp(staff, at(1)))
}

fn by_arp(person: PersonId, staff: Staff, assessed: Date) -> ReoffendingScore {
    let answers = Answers {
        unemployed: Some(false),
        attitude: Some(Problem::Significant),
        drugs: [Drug::Cannabis].into(),
        ..Answers::default()
    };
    let inputs = Inputs::Arp(arp::Inputs {
        history: history(),
        offence: OffenceKind::Other,
        offence_free: OffenceFree::months(36),
        answers,
        serious: Percent::of_hundredths(50),
    });
    let days = ScoreDays { assessed, convicted: date(2020, 1, 5), counted_from: date(2020, 1, 5) };
    ReoffendingScore::computed(id(), person, days, inputs, stamp(staff, at(2)))
}

pub async fn a_score_is_kept_with_what_was_put_in_and_never_changed(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let other = world.person(fresh, "Bo", "Heron").await.person;
    let early = by_ogrs3(person, world.officer, date(2026, 2, 5));
    let late = by_arp(person, world.officer, date(2026, 10, 5));
    let elses = by_ogrs3(other, world.officer, date(2026, 11, 5));
    let mut corrected =
        ReoffendingScore { supersedes: Some(early.id), ..by_ogrs3(person, world.officer, date(2026, 2, 6)) };
    let mut tx = fresh.write().await;
    for one in [&late, &early, &elses, &corrected] {
        tx.add_score(one).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = fresh.write().await;
    let twice = ReoffendingScore { id: id(), ..corrected.clone() };
    assert!(tx.add_score(&twice).await.is_err(), "one is corrected once");
    drop(tx);
    let early = ReoffendingScore { corrected_by: Some(corrected.id), ..early };
    corrected.corrected_by = None;
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let (places, sealed): (Vec<_>, Vec<_>) = tx.scores(person, None, 9).await.unwrap().into_iter().unzip();
    assert!(sealed.iter().all(|one| one.label().section == Section::Risk));
    let opened: Vec<ReoffendingScore> =
        sealed.into_iter().filter_map(|one| world.open(world.officer, &standing, one)).collect();
    assert_eq!(
        opened,
        [late.clone(), corrected.clone(), early.clone()],
        "newest first, and who corrects what"
    );

    for (after, expected) in [(places[0], 2), (places[1], 1), (places[2], 0)] {
        assert_eq!(tx.scores(person, Some(after), 9).await.unwrap().len(), expected);
    }
    let next = tx.scores(person, Some(places[0]), 1).await.unwrap();
    assert_eq!(next.iter().map(|(place, _)| place.id).collect::<Vec<_>>(), [corrected.id]);
    let opened = [opened[0].clone(), opened[2].clone()];
    assert_eq!((opened[1].one_year, opened[1].two_years.hundredths()), (Percent::of_hundredths(900), 1_700));
    assert_eq!((opened[0].one_year, opened[0].two_years.hundredths()), (None, 427));
    assert_eq!(tx.scores(person, None, 1).await.unwrap().len(), 1);
    let one = tx.score(early.id).await.unwrap().unwrap();
    assert_eq!(world.open(world.officer, &standing, one), Some(early));
    assert!(tx.score(id()).await.unwrap().is_none());
    let stranger = world.standing(&mut tx, world.worker, person).await;
    let one = tx.score(late.id).await.unwrap().unwrap();
    assert!(world.open(world.worker, &stranger, one).is_none());
    tx.end().await.unwrap();
    for change in ["update reoffending_score set two_years = 1", "delete from reoffending_score"] {
        assert!(fresh.raw.run(change).await.is_err(), "{change}");
    }
}
