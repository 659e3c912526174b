//! Decisions that a second person is asked about: how they stand is kept with each, listed for who may decide, and counted.

use super::fixture::{Fresh, Staff, TODAY, World, at, involvement, line, stamp};
use app::ports::{ReviewedPairs, Tx, WaitingPair};
use domain::{
    hearing::Evidence,
    identity_review::{Decided, IdentityReview, Pair, ReviewState, Verdict},
    ids::PersonId,
    reviewer_agreement::ReviewerAgreement,
    section::Purpose,
};
use gate::ListFilter;

fn decided(staff: Staff, verdict: Verdict) -> Decided {
    Decided {
        verdict,
        reason: line("Compared the files"),
        evidence: vec![Evidence::NameAndBirth, Evidence::OtherNumber],
        stamp: stamp(staff, at(1)),
    }
}

async fn append(tx: &mut Box<dyn Tx>, pair: Pair, steps: &[(Staff, Verdict)]) {
    let mut review = IdentityReview::open(pair);
    for (staff, verdict) in steps {
        review = review.append(decided(*staff, *verdict)).unwrap();
        assert!(tx.append_identity_decision(&review).await.unwrap());
    }
    assert!(tx.identity_reviews(pair.first(), 99).await.unwrap().contains(&review), "read as it was kept");
}

async fn asked(tx: &mut Box<dyn Tx>, filter: &ListFilter) -> Vec<(Pair, ReviewState)> {
    let all = tx.asked_pairs(filter, None, 99, TODAY).await.unwrap();
    let (mut after, mut paged) = (None, Vec::new());
    while let Some(one) = tx.asked_pairs(filter, after, 1, TODAY).await.unwrap().pop() {
        after = Some((one.weight, one.pair.first(), one.pair.second()));
        paged.push(one);
    }
    assert_eq!(paged, all, "page by page alike");
    all.into_iter().map(|one| (one.pair, one.state)).collect()
}

pub async fn pairs_that_somebody_else_is_asked_about_are_listed_and_counted_for_who_may_decide(
    fresh: &Fresh,
) {
    use Verdict::{Different, Same, Undone};
    let world = World::new(fresh).await;
    let (officer, police, worker) = (world.officer, world.police, world.worker);
    let mut people: Vec<PersonId> = Vec::new();
    for given in ["Ada", "Bo", "Cy", "Di", "Ed"] {
        people.push(world.person(fresh, given, "Crane").await.person);
    }
    people.sort_unstable();
    let pair = |one: usize, other: usize| Pair::new(people[one], people[other]).unwrap();
    let mut tx = fresh.write().await;
    // The officer's agency works with all, the worker's with the last two alone.
    tx.add_involvement(&involvement(people[3], worker, true)).await.unwrap();
    tx.add_involvement(&involvement(people[4], worker, true)).await.unwrap();
    append(&mut tx, pair(0, 1), &[(police, Same)]).await;
    append(&mut tx, pair(0, 2), &[(officer, Same), (police, Different)]).await;
    append(&mut tx, pair(0, 3), &[(worker, Same), (police, Different)]).await;
    append(&mut tx, pair(1, 2), &[(worker, Same), (police, Same)]).await;
    append(&mut tx, pair(1, 3), &[(officer, Different), (worker, Undone)]).await;
    append(&mut tx, pair(3, 4), &[(officer, Same)]).await;
    // The first was joined before somebody was asked about it.
    let joined = [(pair(0, 1), Some(at(0))), (pair(1, 2), None), (pair(1, 3), None), (pair(3, 4), None)];
    let found = joined.map(|(pair, held)| WaitingPair {
        pair,
        weight: 5000,
        against: false,
        agencies: [(officer.agency, held)].into(),
    });
    tx.put_likenesses(&people, &found).await.unwrap();
    tx.commit().await.unwrap();

    let filter = |staff: Staff| world.gate.visible_to(&staff.viewer, Purpose::Supervision).at(at(0));
    let mut tx = fresh.read().await;
    let listed = asked(&mut tx, &filter(officer)).await;
    assert_eq!(listed, [(pair(0, 3), ReviewState::Disagreed), (pair(0, 1), ReviewState::Second)]);
    assert_eq!(
        asked(&mut tx, &filter(worker)).await,
        [(pair(3, 4), ReviewState::Second)],
        "of no others they know"
    );
    let open = tx.waiting_pairs(&filter(officer), None, 99, TODAY).await.unwrap();
    assert_eq!(open.iter().map(|one| one.pair).collect::<Vec<_>>(), [pair(1, 3)]);
    assert_eq!(tx.count_waiting_pairs(&filter(officer), 99, TODAY).await.unwrap(), 3);
    assert_eq!(tx.held_pairs(&filter(officer), None, 99, TODAY).await.unwrap(), []);
    let bonds = tx.bonds(&filter(officer), &people, 99, TODAY).await.unwrap();
    let held: Vec<_> = bonds.iter().filter_map(|bond| Some((bond.pair, bond.found?.held))).collect();
    let loose = joined.map(|(pair, _)| (pair, None));
    assert_eq!(held, loose, "who is asked about is joined by nobody else");
    // Neither one who is asked about nor one about whom two disagree is the same person.
    assert_eq!(tx.same_as(&people).await.unwrap(), [pair(1, 2)]);

    let agreement = ReviewerAgreement { same: 1, same_then_different: 2, ..ReviewerAgreement::default() };
    let seen = tx.reviewed(&filter(officer), TODAY).await.unwrap();
    assert_eq!(seen, ReviewedPairs { agreement, records: 5, waiting: 4 });
    let seen = tx.reviewed(&filter(worker), TODAY).await.unwrap();
    assert_eq!(seen, ReviewedPairs { agreement: ReviewerAgreement::default(), records: 2, waiting: 0 });
    tx.end().await.unwrap();
}
