//! One entry: all that the lists tell of it, what they changed, whom it may be, and who decided what.

use super::list::EntryLine;
use crate::{
    App, Cx,
    known::Candidate,
    people::{Glance, Names},
    ports::{Changed, Decided, KeptEntry},
    refusal::Refusal,
};
use domain::{
    hearing::State,
    ids::{CourtEntryId, PersonId},
    person::{Contact, Identity},
    section::Purpose,
};
use gate::{Action, Viewer};
use std::collections::BTreeMap;

/// Changes that a page tells.
const CHANGES: u32 = 50;
/// Hearings on one page of a person.
const HEARINGS: u32 = 50;

/// Somebody whom the entry may be, side by side with it.
#[derive(Debug, Clone)]
pub struct CandidateView {
    /// Who.
    pub identity: Identity,
    /// What speaks for it and against.
    pub candidate: Candidate,
    /// How they can be reached, as far as the viewer may see.
    pub contacts: Vec<Contact>,
    /// Agencies that work with them, as far as the viewer may know.
    pub known_to: Vec<String>,
}

/// One entry, whole.
#[derive(Debug, Clone)]
pub struct EntryView {
    /// The entry, whose it is, and who works with them.
    pub line: EntryLine,
    /// Whom it may be.
    pub candidates: Vec<CandidateView>,
    /// Decisions in order. One about somebody out of reach tells nobody.
    pub decisions: Vec<Decided>,
    /// What later tellings changed, newest first.
    pub changes: Vec<Changed>,
    /// Who decided.
    pub names: Names,
    /// The people of decisions, as far as the viewer may know of them.
    pub people: BTreeMap<PersonId, Identity>,
}

/// One entry of the viewer's agency.
pub async fn one(app: &App, viewer: &Viewer, entry: CourtEntryId) -> Result<EntryView, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "see an entry of the court list").await?;
    cx.permit_role(Action::WorkCourtList)?;
    let (_, kept) = cx.court_entry(entry).await?;
    let candidates = cx.side_by_side(&kept).await?;
    let mut decisions = cx.tx.decisions(entry).await?;
    let changes = cx.tx.changes(entry, CHANGES).await?;
    let concerned: Vec<PersonId> = decisions.iter().filter_map(|one| one.person).collect();
    let standings = cx.standings_of(concerned.iter().copied()).await?;
    let visible = cx.visible();
    let shown = |person: &PersonId| standings.get(person).is_some_and(|standing| visible.shows(standing));
    decisions.retain(|one| one.person.as_ref().is_none_or(shown));
    let mut known: Vec<PersonId> = concerned.into_iter().filter(|person| shown(person)).collect();
    known.sort_unstable();
    known.dedup();
    let people = cx.identities_of(&known, &standings).await?;
    let names = cx.names(decisions.iter().map(|one| one.stamp.by), []).await?;
    let line = cx.lines(vec![kept], BTreeMap::new()).await?.pop().ok_or(Refusal::NotFound)?;
    cx.answer(EntryView { line, candidates, decisions, changes, names, people }).await
}

impl Cx<'_> {
    /// Whom an entry may be, with what there is to compare.
    async fn side_by_side(&mut self, kept: &KeptEntry) -> Result<Vec<CandidateView>, Refusal> {
        if matches!(kept.matching.state(), State::Attached(_)) {
            return Ok(Vec::new());
        }
        let mut known = self.known_candidates(&[kept.id], std::slice::from_ref(kept)).await?;
        let candidates = known.remove(&kept.id).unwrap_or_default();
        let people: Vec<PersonId> = candidates.iter().map(|one| one.person).collect();
        let standings = self.standings_of(people.iter().copied()).await?;
        let mut identities = self.identities_of(&people, &standings).await?;
        let mut known_to = self.known_to(&people, &standings).await?;
        let mut views = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let person = candidate.person;
            let (Some(identity), Some(standing)) = (identities.remove(&person), standings.get(&person))
            else {
                continue;
            };
            let contacts = self.tx.contacts(person, crate::people::NEWEST).await?;
            let contacts = self.open_all(standing, contacts);
            let known_to = known_to.remove(&person).unwrap_or_default();
            views.push(CandidateView { identity, candidate, contacts, known_to });
        }
        Ok(views)
    }
}

/// Hearings on one person's record.
#[derive(Debug, Clone)]
pub struct HearingsPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Entries, newest day first.
    pub hearings: Vec<KeptEntry>,
    /// Whether the viewer may work the court's list, and so open an entry.
    pub may_work: bool,
}

/// The hearings on a person's record, as far as the viewer may see them.
pub async fn of_person(app: &App, viewer: &Viewer, person: PersonId) -> Result<HearingsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read hearings").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.entries_of(person, HEARINGS).await?;
    let hearings = cx.open_all(&standing, sealed);
    let may_work = cx.permit_role(Action::WorkCourtList).is_ok();
    cx.answer(HearingsPart { person: identity, glance, hearings, may_work }).await
}
