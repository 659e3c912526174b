//! Groups: who is taken for one person, made of what binds records two by two.
//!
//! What holds: a group follows from the records that are asked about, from what was found of them and from what was decided about
//! them, and from nothing else. So what is taken back leaves no trace, the order in which anything became known counts for
//! nothing, and a record that is left out before has no part in it. That is why groups are made anew for each viewer, of those of
//! whom the viewer may know, and are not kept: a group that was kept for everybody would tell by its name, its size or its
//! joints of a member whom the viewer may not know of.

use crate::{everybody::LEAST, ports::Bond};
use domain::{
    identity_review::{Pair, Verdict, contradict},
    ids::PersonId,
    same_person::GroupState,
};
use linkage::{
    Resolution,
    live::{Joining, Link, Said, Thresholds, people},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Records that hang together at most, before the weaker links among them are cut.
const LARGEST: usize = 60;
/// What a pair of records counts as that speak against each other.
const AGAINST: f64 = -16.0;
/// The most that a pair counts as that does not hold.
const LOOSE: f64 = -0.001;

/// Records that are taken for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which, the oldest first. At least two.
    pub members: Vec<PersonId>,
    /// How sure it is.
    pub state: GroupState,
    /// What joins them: pairs that the matcher joined, or that somebody decided to be the same.
    pub joined_by: Vec<Bond>,
    /// Pairs with a member that do not agree with the rest: somebody has to look at them.
    pub contradicted: Vec<Pair>,
}

impl Group {
    /// Its id: that of its oldest record. Of two groups that become one, the older id stays; a part that is split off goes on under
    /// that of its own oldest record; and the id of any member leads to the group, as long as there is one.
    pub fn id(&self) -> PersonId {
        self.members.first().copied().unwrap_or(PersonId(Uuid::nil()))
    }
}

/// Who is one person, among those asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// Groups of at least two.
    pub all: Vec<Group>,
    /// Pairs that do not agree with the rest.
    pub contradicted: BTreeSet<Pair>,
}

impl Groups {
    /// The group of somebody, where they are in one.
    pub fn of(&self, person: PersonId) -> Option<&Group> {
        self.all.iter().find(|group| group.members.contains(&person))
    }

    /// Whether two are in one group.
    pub fn together(&self, pair: Pair) -> bool {
        self.of(pair.first()).is_some_and(|group| group.members.contains(&pair.second()))
    }
}

/// Whether a bond joins two by itself: somebody decided so, or the matcher did and nobody decided otherwise.
pub fn joins(bond: &Bond) -> bool {
    match &bond.decided {
        Some(decided) => decided.verdict == Verdict::Same,
        None => bond.found.is_some_and(|found| found.held.is_some()),
    }
}

fn said(bond: &Bond) -> Option<bool> {
    match bond.decided.as_ref()?.verdict {
        Verdict::Same => Some(true),
        Verdict::Different => Some(false),
        Verdict::Undone => None,
    }
}

/// Whether what was decided stands though the two contradict each other: where they did so already when it was decided, two people
/// took it; what one took of records that were then changed is for somebody to look at.
fn stands(bond: &Bond) -> bool {
    bond.decided.as_ref().is_some_and(|decided| contradict(&decided.evidence))
}

fn weight(bond: &Bond) -> Option<f64> {
    let found = bond.found?;
    if found.against {
        return Some(AGAINST);
    }
    #[expect(clippy::cast_precision_loss, reason = "a weight is within some hundred bits")]
    let weight = found.weight as f64 / 1000.0;
    Some(if found.held.is_some() { weight.max(0.0) } else { weight.min(LOOSE) })
}

fn named(one: u128, other: u128) -> Option<Pair> {
    Pair::new(PersonId(Uuid::from_u128(one)), PersonId(Uuid::from_u128(other)))
}

/// Makes groups of these records. Bonds with others are left out.
pub fn resolve(records: &BTreeSet<PersonId>, bonds: &[Bond]) -> Groups {
    let bonds: BTreeMap<Pair, &Bond> = bonds
        .iter()
        .filter(|bond| records.contains(&bond.pair.first()) && records.contains(&bond.pair.second()))
        .map(|bond| (bond.pair, bond))
        .collect();
    let ids: Vec<u128> = records.iter().map(|one| one.0.as_u128()).collect();
    let ends = |pair: &Pair| (pair.first().0.as_u128(), pair.second().0.as_u128());
    let (mut links, mut sayings) = (Vec::new(), Vec::new());
    for (pair, bond) in &bonds {
        let (one, other) = ends(pair);
        links.extend(weight(bond).map(|weight| Link { one, other, weight, together: weight >= 0.0 }));
        sayings.extend(said(bond).map(|same| Said { one, other, same }));
    }
    // Which links hold is decided already: every one that is not loose.
    let thresholds = Thresholds { join: 0.0, keep: 0.0, review: 0.0 };
    let resolution = Resolution { largest: LARGEST, ..Resolution::default() };
    let found = people(&ids, &links, &sayings, &Joining { thresholds, unlinked: LEAST, resolution });
    let mut all: Vec<Group> = Vec::new();
    let mut contradicted: BTreeSet<Pair> =
        found.contradicted.iter().filter_map(|(one, other)| named(*one, *other)).collect();
    let refused = found.refused.iter().filter_map(|(one, other)| named(*one, *other));
    contradicted.extend(refused.filter(|pair| bonds.get(pair).is_some_and(|bond| said(bond).is_none())));
    for ids in found.groups.into_iter().filter(|ids| ids.len() > 1) {
        let members: Vec<PersonId> = ids.into_iter().map(|id| PersonId(Uuid::from_u128(id))).collect();
        let within = |pair: &Pair| {
            members.binary_search(&pair.first()).is_ok() && members.binary_search(&pair.second()).is_ok()
        };
        let own: Vec<&Bond> = bonds.values().filter(|bond| within(&bond.pair)).copied().collect();
        let against = |bond: &&&Bond| bond.found.is_some_and(|found| found.against) && !stands(bond);
        contradicted.extend(own.iter().filter(against).map(|bond| bond.pair));
        let joined_by: Vec<Bond> = own.into_iter().filter(|bond| joins(bond)).cloned().collect();
        let state =
            if is_confirmed(&members, &joined_by) { GroupState::Confirmed } else { GroupState::Joined };
        all.push(Group { members, state, joined_by, contradicted: Vec::new() });
    }
    for group in &mut all {
        let touches =
            |pair: &&Pair| group.members.contains(&pair.first()) || group.members.contains(&pair.second());
        group.contradicted = contradicted.iter().filter(touches).copied().collect();
        if !group.contradicted.is_empty() {
            group.state = GroupState::Contradicted;
        }
    }
    Groups { all, contradicted }
}

/// Whether what people decided joins all of them.
fn is_confirmed(members: &[PersonId], joined_by: &[Bond]) -> bool {
    let mut reached: BTreeSet<PersonId> = members.first().copied().into_iter().collect();
    let same = || joined_by.iter().filter(|bond| said(bond) == Some(true)).map(|bond| bond.pair);
    for _ in members {
        let next = same().flat_map(|pair| {
            let ends = [pair.first(), pair.second()];
            if ends.iter().any(|end| reached.contains(end)) { ends.to_vec() } else { Vec::new() }
        });
        let next: Vec<PersonId> = next.collect();
        reached.extend(next);
    }
    reached.len() == members.len()
}

#[cfg(test)]
mod tests;
