//! What binds records to one person, and how far the search for it has come: what a filter shows, what is decided now, and what the
//! matcher holds.

use super::fixture::{Fresh, TODAY, World, at, line, stamp};
use app::ports::{Found, LikenessMark, Stored, WaitingPair, Waits};
use domain::{
    identity_review::{Decided, IdentityReview, Pair, ReviewState, Verdict},
    ids::{AgencyId, PersonId},
    section::Purpose,
};
use jiff::Timestamp;

fn found(pair: Pair, weight: i64, agency: AgencyId, held: Option<Timestamp>) -> WaitingPair {
    WaitingPair { pair, weight, against: false, agencies: [(agency, held)].into() }
}

async fn crowd(world: &World, fresh: &Fresh) -> Vec<PersonId> {
    let mut people = Vec::new();
    for given in ["Ada", "Bo", "Cy", "Di"] {
        people.push(world.person(fresh, given, "Crane").await.person);
    }
    people.sort_unstable();
    people
}

pub async fn what_binds_people_is_told_once_as_far_as_the_filter_shows_them(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let people = crowd(&world, fresh).await;
    let pair = |one: usize, other: usize| Pair::new(people[one], people[other]).unwrap();
    let own = world.officer.agency;
    let (since, police) = (Some(at(5)), world.police.agency);
    let mut tx = fresh.write().await;
    let all = [
        found(pair(0, 1), 12_000, own, since),
        found(pair(1, 2), 3_000, own, None),
        found(pair(1, 3), 12_500, own, since),
        found(pair(0, 2), 15_000, police, since),
    ];
    tx.put_likenesses(&people, &all).await.unwrap();
    let mut review = IdentityReview::open(pair(0, 1));
    for verdict in [Verdict::Same, Verdict::Undone, Verdict::Different] {
        let reason = line("Compared the files");
        let mark = stamp(world.officer, at(1));
        review = review.append(Decided { verdict, reason, evidence: vec![], stamp: mark }).unwrap();
        assert!(tx.append_identity_decision(&review).await.unwrap());
    }
    tx.commit().await.unwrap();
    let limited =
        app::fill::LimitedAccess { person: people[3], named: vec![world.police.account], from: TODAY };
    let batch = app::fill::Batch { limited: vec![limited], ..app::fill::Batch::default() };
    app::ports::Store::fill(&fresh.db, batch).await.unwrap();

    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision).at(at(0));
    let mut tx = fresh.read().await;
    let bonds = tx.bonds(&filter, &people[..2], 100, TODAY).await.unwrap();
    let told: Vec<(Pair, Option<Found>, Option<Verdict>)> =
        bonds.into_iter().map(|one| (one.pair, one.found, one.decided.map(|own| own.verdict))).collect();
    let held = |weight, held| Some(Found { weight, held, against: false });
    assert_eq!(
        told,
        [(pair(0, 1), held(12_000, since), Some(Verdict::Different)), (pair(1, 2), held(3_000, None), None)],
        "neither somebody limited nor what another agency finds"
    );
    assert_eq!(tx.bonds(&filter, &[], 100, TODAY).await.unwrap(), []);
    assert_eq!(tx.held_pairs(&filter, None, 9, TODAY).await.unwrap(), [], "decided, or out of reach");
    assert_eq!(
        tx.waiting_pairs(&filter, None, 9, TODAY).await.unwrap(),
        [Waits { pair: pair(1, 2), state: ReviewState::Open, weight: 3_000 }]
    );
    assert_eq!(tx.count_waiting_pairs(&filter, 9, TODAY).await.unwrap(), 1);
    let held = tx.held_likenesses(&people[..1]).await.unwrap();
    let since = at(5);
    assert_eq!(held, [((pair(0, 1), own), since), ((pair(0, 2), police), since)].into());
    tx.end().await.unwrap();
}

pub async fn the_search_remembers_how_far_it_came_and_by_which_figure(fresh: &Fresh) {
    let mut tx = fresh.write().await;
    assert_eq!(tx.likeness_mark().await.unwrap(), None);
    tx.set_likeness_mark(7).await.unwrap();
    assert_eq!(tx.likeness_mark().await.unwrap(), None, "everybody comes first");
    let steps: [(Option<u16>, i64, LikenessMark); 4] = [
        (Some(1000), 7, LikenessMark { sequence: 7, one_in: 1000, taught: 2 }),
        (None, 9, LikenessMark { sequence: 9, one_in: 1000, taught: 2 }),
        (None, 8, LikenessMark { sequence: 9, one_in: 1000, taught: 2 }),
        (Some(0), 8, LikenessMark { sequence: 8, one_in: 0, taught: 2 }),
    ];
    for (one_in, sequence, expected) in steps {
        let done: Stored<()> = match one_in {
            Some(one_in) => tx.looked_at_everybody(LikenessMark { sequence, one_in, taught: 2 }).await,
            None => tx.set_likeness_mark(sequence).await,
        };
        done.unwrap();
        assert_eq!(tx.likeness_mark().await.unwrap(), Some(expected));
    }
    tx.commit().await.unwrap();
}
