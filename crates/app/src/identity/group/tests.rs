//! Groups of records: what joins, what keeps apart, what is told as contradicted, and that nothing depends on the way there.

use super::*;
use crate::ports::Found;
use domain::{
    identity_review::Decided,
    ids::{AccountId, AgencyId},
    stamp::Stamp,
    text::Line,
};
use jiff::Timestamp;
use proptest::{collection::vec, prelude::*, sample::select};

const SURE: i64 = 12_000;

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn two(one: u128, other: u128) -> Pair {
    Pair::new(person(one), person(other)).unwrap()
}

fn bond(one: u128, other: u128, weight: i64, decided: Option<Verdict>) -> Bond {
    let held = (weight >= 9_965).then_some(Timestamp::UNIX_EPOCH);
    let (by, agency) = (AccountId(Uuid::nil()), AgencyId(Uuid::nil()));
    let stamp = Stamp { at: Timestamp::UNIX_EPOCH, by, agency };
    let reason = Line::new("Compared the files").unwrap();
    let decided = decided.map(|verdict| Decided { verdict, reason, evidence: vec![], stamp });
    Bond { pair: two(one, other), found: Some(Found { weight, held, against: false }), decided }
}

fn records(of: impl IntoIterator<Item = u128>) -> BTreeSet<PersonId> {
    of.into_iter().map(person).collect()
}

/// The groups as numbers.
fn made(groups: &Groups) -> Vec<Vec<u128>> {
    let numbers = |group: &Group| group.members.iter().map(|one| one.0.as_u128()).collect();
    groups.all.iter().map(numbers).collect()
}

#[test]
fn the_matcher_joins_what_is_held_and_a_person_joins_whatever_they_say() {
    let bonds = [bond(1, 2, SURE, None), bond(3, 4, 5_000, None), bond(5, 6, -3_000, Some(Verdict::Same))];
    let groups = resolve(&records(1..=6), &bonds);
    assert_eq!(made(&groups), [vec![1, 2], vec![5, 6]]);
    assert_eq!(groups.all[0].state, GroupState::Joined);
    assert_eq!(groups.all[1].state, GroupState::Confirmed);
    assert_eq!(groups.all[1].id(), person(5), "by its oldest record");
    assert!(groups.contradicted.is_empty());
}

#[test]
fn who_is_said_to_be_somebody_else_stays_apart_even_through_a_third_and_that_is_told() {
    let bonds = [
        bond(1, 2, SURE, None),
        bond(2, 3, SURE + 1, None),
        bond(1, 3, SURE + 9_000, Some(Verdict::Different)),
    ];
    let groups = resolve(&records(1..=3), &bonds);
    assert_eq!(made(&groups), [vec![2, 3]], "the surer of the two");
    assert_eq!(groups.all[0].state, GroupState::Contradicted);
    assert_eq!(groups.all[0].contradicted, [two(1, 2)]);
    let alone = resolve(&records([1, 3]), &bonds);
    assert_eq!((made(&alone), alone.contradicted.len()), (vec![], 0), "a decision is no contradiction");
    let forced = [
        bond(1, 2, SURE, Some(Verdict::Same)),
        bond(2, 3, SURE, Some(Verdict::Same)),
        bond(1, 3, SURE, Some(Verdict::Different)),
    ];
    let groups = resolve(&records(1..=3), &forced);
    assert_eq!((made(&groups).len(), groups.contradicted.len()), (1, 1), "what keeps apart is obeyed");
}

#[test]
fn a_bridge_that_records_speak_against_is_refused_and_within_a_group_it_is_told() {
    let against = |one, other| {
        let mut bond = bond(one, other, SURE, None);
        bond.found = bond.found.map(|found| Found { held: None, against: true, ..found });
        bond
    };
    let bridge = [bond(1, 2, SURE, None), bond(2, 3, SURE, None), against(1, 3)];
    let groups = resolve(&records(1..=3), &bridge);
    assert_eq!((made(&groups).len(), groups.all[0].members.len()), (1, 2), "{groups:?}");
    assert_eq!(groups.all[0].state, GroupState::Contradicted);
    let mut within = bridge.to_vec();
    within.extend([bond(1, 4, 30_000, None), bond(2, 4, 30_000, None), bond(3, 4, 30_000, None)]);
    let groups = resolve(&records(1..=4), &within);
    if made(&groups) == [vec![1, 2, 3, 4]] {
        assert_eq!(groups.all[0].contradicted, [two(1, 3)]);
    }
    assert!(groups.all.iter().all(|group| group.state == GroupState::Contradicted), "{groups:?}");
}

#[test]
fn two_groups_that_join_keep_the_older_id_and_what_parts_again_has_those_of_before() {
    let apart = [bond(1, 4, 30_000, None), bond(2, 3, 30_000, None)];
    let before = resolve(&records(1..=4), &apart);
    let ids = |groups: &Groups| groups.all.iter().map(|one| one.id().0.as_u128()).collect::<Vec<_>>();
    assert_eq!(ids(&before), [1, 2]);
    let mut forced = apart.to_vec();
    forced.push(bond(3, 4, -6_000, Some(Verdict::Same)));
    let joined = resolve(&records(1..=4), &forced);
    assert_eq!((made(&joined), ids(&joined)), (vec![vec![1, 2, 3, 4]], vec![1]));
    let mut undone = apart.to_vec();
    undone.push(bond(3, 4, -6_000, None));
    assert_eq!(resolve(&records(1..=4), &undone), before, "no trace is left");
}

/// What somebody does about two of eight records.
#[derive(Debug, Clone, Copy)]
struct Move(u128, u128, Option<Verdict>);

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let said = select(vec![Some(Verdict::Same), Some(Verdict::Different), None]);
    vec((0..8_u128, 0..8_u128, said).prop_map(|(one, other, said)| Move(one, other, said)), 0..24)
}

fn weights() -> impl Strategy<Value = Vec<((u128, u128), i64)>> {
    vec(((0..8_u128, 0..8_u128), -7_000..20_000_i64), 0..20)
}

/// What is found and said in the end, whoever came first.
fn in_the_end(weights: &[((u128, u128), i64)], moves: &[Move]) -> Vec<Bond> {
    let mut all: BTreeMap<Pair, Bond> = BTreeMap::new();
    for ((one, other), weight) in weights.iter().filter(|((one, other), _)| one != other) {
        all.entry(two(*one, *other)).or_insert_with(|| bond(*one, *other, *weight, None));
    }
    for Move(one, other, said) in moves.iter().filter(|Move(one, other, _)| one != other) {
        let fresh = bond(*one, *other, -7_000, *said);
        let kept = all.entry(fresh.pair).or_insert_with(|| Bond { decided: None, ..fresh.clone() });
        kept.decided = fresh.decided;
    }
    all.into_values().collect()
}

proptest! {
    /// However the bonds are handed over, the groups are the same, ids and states included; no two who are said to be different are
    /// in one group; and the ids are those of members.
    #[test]
    fn the_order_in_which_it_became_known_counts_for_nothing(
        weights in weights(), moves in moves(), turn in 0..40_usize
    ) {
        let all = records(0..8);
        let bonds = in_the_end(&weights, &moves);
        let groups = resolve(&all, &bonds);
        let mut turned = bonds.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
            turned.reverse();
        }
        prop_assert_eq!(&resolve(&all, &turned), &groups);
        for bond in &bonds {
            if said(bond) == Some(false) {
                prop_assert!(!groups.together(bond.pair));
            }
        }
        for group in &groups.all {
            prop_assert!(group.members.len() > 1 && group.members.is_sorted());
            prop_assert_eq!(group.id(), group.members[0]);
        }
    }

    /// Whatever is done and then taken back leaves what had been.
    #[test]
    fn what_is_taken_back_leaves_no_trace(weights in weights(), moves in moves(), more in moves()) {
        let all = records(0..8);
        let before = resolve(&all, &in_the_end(&weights, &moves));
        let untouched: Vec<Move> = more
            .into_iter()
            .filter(|Move(a, b, _)| !moves.iter().any(|Move(x, y, _)| (a.min(b), a.max(b)) == (x.min(y), x.max(y))))
            .collect();
        let mut then = moves.clone();
        then.extend(untouched.iter().copied());
        then.extend(untouched.iter().map(|Move(one, other, _)| Move(*one, *other, None)));
        let after = resolve(&all, &in_the_end(&weights, &then));
        prop_assert_eq!(made(&after), made(&before));
        prop_assert_eq!(after.contradicted, before.contradicted);
    }

    /// Whoever is left out has no part in it: the groups of the others are those of a world without them.
    #[test]
    fn a_record_that_is_left_out_changes_nothing(weights in weights(), moves in moves(), hidden in 0..8_u128) {
        let bonds = in_the_end(&weights, &moves);
        let seen = records((0..8).filter(|one| *one != hidden));
        let without: Vec<Bond> =
            bonds.iter().filter(|bond| bond.pair.beside(person(hidden)).is_none()).cloned().collect();
        prop_assert_eq!(resolve(&seen, &bonds), resolve(&seen, &without));
    }
}
