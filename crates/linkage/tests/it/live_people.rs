//! People made of links and of what people have said, in any order.

use linkage::live::{Joining, Link, People, Said, people};
use proptest::prelude::*;

use crate::people::Draw;

fn link(one: u128, other: u128, weight: f64) -> Link {
    Link { one, other, weight, together: false }
}

fn said(one: u128, other: u128, same: bool) -> Said {
    Said { one, other, same }
}

fn shuffled<T: Clone>(of: &[T], draw: &mut Draw) -> Vec<T> {
    let mut all = of.to_vec();
    for at in (1..all.len()).rev() {
        all.swap(at, draw.below(at + 1));
    }
    all
}

/// Links among twenty identities of six people, some of them wrong, and a few sayings.
fn drawn(draw: &mut Draw) -> (Vec<Link>, Vec<Said>) {
    let (mut links, mut sayings) = (Vec::new(), Vec::new());
    for one in 0..20_u128 {
        for other in one + 1..20 {
            let is_same = one % 6 == other % 6;
            let slip = draw.below(12) == 0;
            let weight = if is_same == slip { -6.0 } else { 14.0 };
            #[allow(clippy::cast_precision_loss, reason = "small numbers")]
            links.push(link(one, other, weight + draw.below(80) as f64 / 10.0));
            if draw.below(18) == 0 {
                sayings.push(said(one, other, draw.below(2) == 0));
            }
        }
    }
    (links, sayings)
}

fn together(found: &People, one: u128, other: u128) -> bool {
    found.groups.iter().any(|group| group.contains(&one) && group.contains(&other))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_joins_and_splits_gives_the_same_people(seed in 0_u64..100_000) {
        let mut draw = Draw::new(seed);
        let (links, sayings) = drawn(&mut draw);
        let ids: Vec<u128> = (0..20).collect();
        let found = people(&ids, &links, &sayings, &Joining::default());
        let turned: Vec<Link> =
            shuffled(&links, &mut draw).iter().map(|own| Link { one: own.other, other: own.one, ..*own }).collect();
        let again =
            people(&shuffled(&ids, &mut draw), &turned, &shuffled(&sayings, &mut draw), &Joining::default());
        prop_assert_eq!(&found, &again);

        let mut members: Vec<u128> = found.groups.concat();
        members.sort_unstable();
        prop_assert_eq!(members, ids.clone(), "everybody is one person, and nobody is two");
        for own in &sayings {
            let pair = (own.one, own.other);
            let is_together = together(&found, own.one, own.other);
            if own.same {
                prop_assert!(is_together || found.contradicted.contains(&pair), "{pair:?} was said to be the same");
            } else {
                prop_assert!(!is_together, "{pair:?} was said not to be the same");
            }
        }

        // A wrong word, taken back, leaves no trace; and so does each of those that were said.
        let wrong = said(draw.below(20) as u128, 20, true);
        let more: Vec<u128> = (0..21).collect();
        let before = people(&more, &links, &sayings, &Joining::default());
        let forced: Vec<Said> = sayings.iter().copied().chain([wrong]).collect();
        prop_assert!(together(&people(&more, &links, &forced, &Joining::default()), wrong.one, 20));
        prop_assert_eq!(people(&more, &links, &sayings, &Joining::default()), before);

        // Asking again for one piece is enough.
        for group in &found.groups {
            let own = people(group, &links, &sayings, &Joining::default());
            prop_assert_eq!(own.groups.concat().len(), group.len());
        }
    }
}

#[test]
fn a_weak_bridge_is_refused_until_somebody_says_that_they_are_one() {
    let ids: Vec<u128> = (1..=6).collect();
    let mut links = Vec::new();
    for (one, other) in [(1, 2), (1, 3), (2, 3), (4, 5), (4, 6), (5, 6)] {
        links.push(link(one, other, 15.0));
    }
    links.push(link(3, 4, 11.0));
    let found = people(&ids, &links, &[], &Joining::default());
    assert_eq!(found.groups, [vec![1, 2, 3], vec![4, 5, 6]]);
    assert_eq!(found.refused, [(3, 4)]);
    let forced = people(&ids, &links, &[said(1, 6, true)], &Joining::default());
    assert_eq!(forced.groups, [vec![1, 2, 3, 4, 5, 6]]);
    let apart = people(&ids, &links, &[said(1, 6, true), said(2, 5, false)], &Joining::default());
    assert!(together(&apart, 1, 6) && !together(&apart, 2, 5));
}

#[test]
fn those_who_are_not_the_same_are_kept_apart_through_a_third() {
    let links = [link(1, 2, 20.0), link(2, 3, 12.0), link(1, 3, 9.0)];
    let ids = [1, 2, 3];
    let apart = [said(1, 3, false)];
    let found = people(&ids, &links, &apart, &Joining::default());
    assert_eq!(found.groups, [vec![1, 2], vec![3]]);
    assert_eq!(found.refused, [(2, 3)]);
    let both = [said(1, 3, false), said(1, 2, true), said(2, 3, true)];
    let found = people(&ids, &links, &both, &Joining::default());
    assert_eq!((found.groups, found.contradicted), (vec![vec![1, 2], vec![3]], vec![(2, 3)]));
}

#[test]
fn two_who_are_together_stay_so_while_the_weight_moves_a_little() {
    let joining = Joining::default();
    let middle = f64::midpoint(joining.thresholds.join, joining.thresholds.keep);
    let groups = |weight: f64, is_together: bool| {
        people(&[1, 2], &[Link { together: is_together, ..link(1, 2, weight) }], &[], &joining).groups.len()
    };
    assert_eq!((groups(middle, false), groups(middle, true)), (2, 1));
    assert_eq!(groups(joining.thresholds.join, false), 1);
    assert_eq!(groups(joining.thresholds.keep - 0.1, true), 2);
}
