//! People made of links, and of what people have said: who is one person with whom, whatever the order in which it
//! became known.
//!
//! What holds: the answer depends on the links and sayings alone, so what is taken back leaves no trace. Two of whom somebody
//! said that they are not the same are never one person, not even through a third. What is said binds; links are
//! resolved around it, as [`crate::Linker::clusters`] resolves them: groups join, the surest first, while they agree on
//! the whole, so a weak bridge is refused. Pieces that no link connects do not touch one another, so it is enough to
//! ask again for the piece that changed.

use std::collections::{BTreeMap, BTreeSet};

use super::Thresholds;
use crate::cluster::{Matrix, Resolution, pieces};

/// Two identities and the weight of their being one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// One of them.
    pub one: u128,
    /// The other.
    pub other: u128,
    /// log₂ of the odds.
    pub weight: f64,
    /// Whether the two are together now: then the link holds down to [`Thresholds::keep`].
    pub together: bool,
}

/// What a person has said of two identities, until it is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// One of them.
    pub one: u128,
    /// The other.
    pub other: u128,
    /// Whether they are the same person.
    pub same: bool,
}

/// Who is one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// The identities of each person, in order; people by their first.
    pub groups: Vec<Vec<u128>>,
    /// Links that were sure enough and yet were refused, because the rest, or somebody, spoke against them.
    pub refused: Vec<(u128, u128)>,
    /// Pairs of whom it was said that they are the same, and that would have joined two of whom it was said that they
    /// are not. The latter is obeyed; a person has to see these.
    pub contradicted: Vec<(u128, u128)>,
}

/// How people are made of links.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joining {
    /// Which links hold.
    pub thresholds: Thresholds,
    /// What a pair without a link counts as, between two groups: the least weight that was asked for. It must be negative, or
    /// silence would speak for a bridge.
    pub unlinked: f64,
    /// How groups are joined; its `link` is that of the thresholds.
    pub resolution: Resolution,
}

impl Default for Joining {
    fn default() -> Self {
        Self { thresholds: Thresholds::default(), unlinked: -8.0, resolution: Resolution::default() }
    }
}

type Pair = (u128, u128);

fn pair(one: u128, other: u128) -> Pair {
    (one.min(other), one.max(other))
}

/// Makes people of `ids`. Links and sayings about others are left out; of several links of one pair the weakest counts,
/// and of several sayings that the two are not the same.
pub fn people(ids: &[u128], links: &[Link], said: &[Said], joining: &Joining) -> People {
    let ids: Vec<u128> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let is_known = |pair: &Pair| {
        pair.0 != pair.1 && ids.binary_search(&pair.0).is_ok() && ids.binary_search(&pair.1).is_ok()
    };
    let mut weights: BTreeMap<Pair, (f64, bool)> = BTreeMap::new();
    for link in links {
        let own = pair(link.one, link.other);
        if is_known(&own) {
            let known = weights.entry(own).or_insert((link.weight, link.together));
            *known = (known.0.min(link.weight), known.1 || link.together);
        }
    }
    let of = |same: bool| {
        let own = said.iter().filter(move |own| own.same == same).map(|own| pair(own.one, own.other));
        own.filter(is_known).collect::<BTreeSet<Pair>>()
    };
    let (same, different) = (of(true), of(false));
    let thresholds = joining.thresholds;
    let holds = |weight: f64, together: bool| {
        weight >= if together { thresholds.keep.min(thresholds.join) } else { thresholds.join }
    };
    let number = |id: u128| ids.binary_search(&id).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    let numbered = |own: &Pair, weight: f64| (number(own.0), number(own.1), weight);
    // What was said outlasts any cut of a large piece; a link that holds counts as one that joins.
    let mut held: Vec<(u32, u32, f64)> = weights
        .iter()
        .filter(|(own, (weight, together))| holds(*weight, *together) && !different.contains(own))
        .map(|(own, (weight, _))| numbered(own, weight.max(thresholds.join)))
        .collect();
    held.extend(same.iter().map(|own| numbered(own, f64::MAX)));
    let rows: Vec<u32> = (0..u32::try_from(ids.len()).unwrap_or(u32::MAX)).collect();
    let found = pieces(&rows, &held, thresholds.join, joining.resolution.largest);
    let mut people = People::default();
    let mut alone: BTreeSet<u128> = ids.iter().copied().collect();
    for piece in found {
        let members: Vec<u128> = piece
            .iter()
            .filter_map(|at| ids.get(*at as usize).copied())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let resolving =
            Resolving { members: &members, weights: &weights, same: &same, different: &different };
        for group in resolving.groups(joining, &mut people.contradicted) {
            alone.retain(|id| !group.contains(id));
            people.groups.push(group);
        }
    }
    people.groups.extend(alone.into_iter().map(|id| vec![id]));
    people.groups.sort_unstable();
    people.contradicted.sort_unstable();
    let mut group_of: BTreeMap<u128, usize> = BTreeMap::new();
    for (at, group) in people.groups.iter().enumerate() {
        group_of.extend(group.iter().map(|id| (*id, at)));
    }
    let refused = weights.iter().filter(|(own, (weight, together))| {
        holds(*weight, *together) && group_of.get(&own.0) != group_of.get(&own.1)
    });
    people.refused = refused.map(|(own, _)| *own).collect();
    people
}

/// One piece.
struct Resolving<'a> {
    /// In order.
    members: &'a [u128],
    weights: &'a BTreeMap<Pair, (f64, bool)>,
    same: &'a BTreeSet<Pair>,
    different: &'a BTreeSet<Pair>,
}

impl Resolving<'_> {
    fn groups(&self, joining: &Joining, contradicted: &mut Vec<Pair>) -> Vec<Vec<u128>> {
        let bound = joining.resolution.bound;
        let mut matrix = Matrix::new(self.members.len());
        for (at, one) in self.members.iter().enumerate() {
            for (other_at, other) in self.members.iter().enumerate().skip(at + 1) {
                let own = (*one, *other);
                let weight = if self.different.contains(&own) {
                    f64::NEG_INFINITY
                } else {
                    let weight = self.weights.get(&own).map_or(joining.unlinked, |(weight, _)| *weight);
                    weight.clamp(-bound, bound)
                };
                matrix.set(at, other_at, weight);
            }
        }
        let said = self.agreed(contradicted);
        let groups = matrix.joined_from(&said, joining.resolution.join);
        let named = |group: Vec<usize>| {
            let mut group: Vec<u128> =
                group.into_iter().filter_map(|at| self.members.get(at).copied()).collect();
            group.sort_unstable();
            group
        };
        groups.into_iter().map(named).collect()
    }

    /// What was said to be the same and can be, the surest first: pairs of places.
    fn agreed(&self, contradicted: &mut Vec<Pair>) -> Vec<(usize, usize)> {
        let place = |id: u128| self.members.binary_search(&id);
        let mut same: Vec<(f64, Pair)> = self
            .same
            .iter()
            .filter(|own| place(own.0).is_ok() && place(own.1).is_ok())
            .map(|own| (self.weights.get(own).map_or(f64::NEG_INFINITY, |(weight, _)| *weight), *own))
            .collect();
        same.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let different: Vec<(usize, usize)> =
            self.different.iter().filter_map(|own| Some((place(own.0).ok()?, place(own.1).ok()?))).collect();
        let mut group_of: Vec<usize> = (0..self.members.len()).collect();
        let mut agreed = Vec::new();
        for (_, own) in same {
            let (Ok(one), Ok(other)) = (place(own.0), place(own.1)) else { continue };
            let (Some(&a), Some(&b)) = (group_of.get(one), group_of.get(other)) else { continue };
            if a == b {
                continue;
            }
            let apart = different.iter().any(|(x, y)| {
                let of = (group_of.get(*x).copied(), group_of.get(*y).copied());
                of == (Some(a), Some(b)) || of == (Some(b), Some(a))
            });
            if apart {
                contradicted.push(own);
                continue;
            }
            agreed.push((one, other));
            group_of.iter_mut().filter(|own| **own == b).for_each(|own| *own = a);
        }
        agreed
    }
}
