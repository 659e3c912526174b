//! Reading a group: the records that are taken for one person with somebody's, as far as the viewer may know of each.

use super::group::{Group, Groups, joins, resolve};
use crate::{App, Cx, people::Names, ports::Bond, refusal::Refusal};
use domain::{
    identity_review::Pair, ids::PersonId, person::Identity, same_person::GroupState, section::Purpose,
    timing::TimingCode,
};
use gate::{Action, Viewer};
use std::collections::{BTreeMap, BTreeSet};

/// Steps from record to record: what lies farther apart is no one person.
const STEPS: usize = 8;
/// Records gathered at most.
const GATHERED: usize = 500;
/// Bonds that one statement reads at most.
const BONDS: u32 = 5000;

/// A record of a group.
#[derive(Debug, Clone)]
pub struct MemberView {
    /// Whose.
    pub identity: Identity,
    /// Agencies that work with them, as far as the viewer may know.
    pub known_to: Vec<String>,
}

/// A group, as far as the viewer may know of its records.
#[derive(Debug, Clone)]
pub struct SamePersonView {
    /// Its records, the oldest first.
    pub members: Vec<MemberView>,
    /// What joins them, how sure that is, and what does not agree. What was decided about two of whom the viewer may review neither
    /// is left out: that they are joined is told, and not by whom or why.
    pub group: Group,
    /// Of its pairs, the record from whose page the viewer may compare the two.
    pub compared_from: BTreeMap<Pair, PersonId>,
    /// Records that are in no group with these and do not agree with it.
    pub beside: BTreeMap<PersonId, Identity>,
    /// Pairs of which at most one may be wrong where the matcher joins; 0 where it joins none any more.
    pub one_in: u16,
    /// Who decided, and for which agency.
    pub names: Names,
}

impl SamePersonView {
    /// Somebody of whom the group tells.
    pub fn identity(&self, person: PersonId) -> Option<&Identity> {
        let member = self.members.iter().map(|one| &one.identity).find(|one| one.person == person);
        member.or_else(|| self.beside.get(&person))
    }
}

/// That somebody's record is taken for one person's with others, for the pages about them.
#[derive(Debug, Clone)]
pub struct TakenForOne {
    /// The group's id.
    pub id: PersonId,
    /// How sure it is.
    pub state: GroupState,
    /// The other records.
    pub others: Vec<Identity>,
}

/// The group of somebody, whichever of its records is named.
///
/// # Errors
/// [`Refusal::NotFound`] for somebody of whom the viewer may not know, and where no other record that the viewer may know of is taken
/// for theirs.
pub async fn same_person(app: &App, viewer: &Viewer, person: PersonId) -> Result<SamePersonView, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "see which records are of one person").await?;
    cx.permit_role(Action::ReviewIdentity)?;
    let standing = cx.standing(person).await?;
    let mut group = cx.groups([person]).await?.of(person).cloned().ok_or(Refusal::NotFound)?;
    let beside = group.contradicted.iter().flat_map(|pair| [pair.first(), pair.second()]);
    let whom: Vec<PersonId> = group.members.iter().copied().chain(beside).collect();
    let (standings, mut identities) = cx.people(whom).await?;
    // As where it is decided: of one record the viewer may review the identity, and know of the others.
    let may = |one: &PersonId| {
        standings.get(one).is_some_and(|standing| cx.permit(Action::ReviewIdentity, standing, None).is_ok())
    };
    if !group.members.iter().any(may) {
        cx.permit(Action::ReviewIdentity, &standing, None)?;
    }
    let pairs = group.joined_by.iter().map(|bond| bond.pair).chain(group.contradicted.iter().copied());
    let from = |pair: Pair| Some((pair, cx.compared_from(pair, &standings)?));
    let compared_from: BTreeMap<Pair, PersonId> = pairs.filter_map(from).collect();
    for bond in group.joined_by.iter_mut().filter(|bond| !compared_from.contains_key(&bond.pair)) {
        bond.decided = None;
    }
    let mut known_to = cx.known_to(&group.members, &standings).await?;
    let member = |person: &PersonId| {
        let identity = identities.remove(person)?;
        Some(MemberView { identity, known_to: known_to.remove(person).unwrap_or_default() })
    };
    let members: Vec<MemberView> = group.members.iter().filter_map(member).collect();
    let timings = cx.tx.timings().await?;
    let one_in = timings.on(TimingCode::JoinOneIn, cx.today()).map_or(0, |row| row.count);
    let stamps = || group.joined_by.iter().filter_map(|bond| bond.decided.as_ref()).map(|one| one.stamp);
    let names = cx.names(stamps().map(|stamp| stamp.by), stamps().map(|stamp| stamp.agency)).await?;
    cx.answer(SamePersonView { members, group, compared_from, beside: identities, one_in, names }).await
}

impl Cx<'_> {
    /// The groups of these people, of whom the viewer may know, made of those alone of whom the viewer may know.
    pub(super) async fn groups(&mut self, of: impl IntoIterator<Item = PersonId>) -> Result<Groups, Refusal> {
        let (filter, today) = (self.visible(), self.today());
        let mut records: BTreeSet<PersonId> = of.into_iter().collect();
        let mut next: Vec<PersonId> = records.iter().copied().collect();
        let mut bonds: BTreeMap<Pair, Bond> = BTreeMap::new();
        for _ in 0..STEPS {
            if next.is_empty() {
                break;
            }
            let found = self.tx.bonds(&filter, &next, BONDS, today).await?;
            next.clear();
            for bond in found {
                let ends = [bond.pair.first(), bond.pair.second()];
                for end in ends.into_iter().filter(|_| joins(&bond)) {
                    if records.len() < GATHERED && records.insert(end) {
                        next.push(end);
                    }
                }
                bonds.insert(bond.pair, bond);
            }
        }
        let bonds: Vec<Bond> = bonds.into_values().collect();
        Ok(resolve(&records, &bonds))
    }

    /// That somebody's record is taken for one person's with others, of whom the viewer may know.
    pub(super) async fn taken_for_one(&mut self, person: PersonId) -> Result<Option<TakenForOne>, Refusal> {
        let groups = self.groups([person]).await?;
        let Some(group) = groups.of(person) else { return Ok(None) };
        let others = group.members.iter().copied().filter(|one| *one != person);
        let (_, identities) = self.people(others).await?;
        let others = identities.into_values().collect();
        Ok(Some(TakenForOne { id: group.id(), state: group.state, others }))
    }
}
