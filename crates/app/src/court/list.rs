//! The day's list: who is to come before the court, whose each entry is, and who works with them already.

use super::own;
use crate::{
    App, Cx,
    known::Candidate,
    ports::{CourtQuery, KeptEntry},
    refusal::Refusal,
};
use domain::{
    hearing::{Evidence, State},
    ids::{CourtEntryId, PersonId},
    person::Identity,
    section::Purpose,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Days with their courts that a page offers.
const DAYS: u32 = 200;

/// Whose an entry is, as far as the viewer may know.
#[derive(Debug, Clone, PartialEq)]
pub enum Match {
    /// On this person's record.
    Attached(Box<Identity>),
    /// Possibly one of so many; the likeliest one's evidence.
    Possible(usize, Vec<Evidence>),
    /// Nobody known: nobody fits, or somebody decided so.
    New,
}

/// One line of the list.
#[derive(Debug, Clone)]
pub struct EntryLine {
    /// The entry.
    pub kept: KeptEntry,
    /// Whose it is.
    pub matched: Match,
    /// Agencies that work with the person, by name, as far as the viewer may know of them.
    pub known_to: Vec<String>,
}

/// One page of a day's list.
#[derive(Debug, Clone)]
pub struct CourtPage {
    /// The lines, in the order of the list.
    pub lines: Vec<EntryLine>,
    /// Where the next page begins.
    pub next: Option<(String, CourtEntryId)>,
}

/// A day with one court's entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourtDay {
    /// The day.
    pub day: Date,
    /// The court, as filters take it.
    pub court: String,
    /// Entries.
    pub entries: u64,
}

/// Days from `from` on with entries, by court.
pub async fn days(app: &App, viewer: &Viewer, from: Date) -> Result<Vec<CourtDay>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "see the days of the court list").await?;
    cx.permit_role(Action::WorkCourtList)?;
    let agency = cx.agency();
    let days = cx.tx.court_days(agency, from, DAYS).await?;
    let days = days.into_iter().map(|(day, court, entries)| CourtDay { day, court, entries });
    let days = days.collect();
    cx.answer(days).await
}

/// A page of one day's list. A constant number of statements.
pub async fn page(app: &App, viewer: &Viewer, query: CourtQuery) -> Result<CourtPage, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "see the court list").await?;
    cx.permit_role(Action::WorkCourtList)?;
    let (filter, today, limit) = (cx.visible(), cx.today(), query.limit);
    let asked = CourtQuery { limit: limit.saturating_add(1), ..query };
    let mut sealed = cx.tx.court_entries(&filter, &asked, today).await?;
    let more = sealed.len() > limit as usize;
    sealed.truncate(limit as usize);
    let last = sealed.last().map(|one| (one.place.clone(), one.id));
    let standings = cx.standings_of(sealed.iter().map(|one| one.sealed.label().person)).await?;
    let (agency, edition) = (cx.agency(), cx.gate.rules().edition);
    let mut kept = Vec::with_capacity(sealed.len());
    for one in sealed {
        let label = one.sealed.label();
        // What is nobody's stands for itself.
        let standing = match standings.get(&label.person) {
            _ if label.person.0 == one.id.0 && label.holder == agency => own(one.id, edition),
            Some(standing) => *standing,
            None => continue,
        };
        if let Some(value) = cx.open(&standing, one.sealed).opened() {
            kept.push(value);
        }
    }
    let next = if more { last } else { None };
    let lines = cx.lines(kept, standings).await?;
    cx.answer(CourtPage { lines, next }).await
}

impl Cx<'_> {
    /// Entries with whose they are and who works with them, as far as the viewer may know.
    pub(super) async fn lines(
        &mut self,
        kept: Vec<KeptEntry>,
        mut standings: BTreeMap<PersonId, Standing>,
    ) -> Result<Vec<EntryLine>, Refusal> {
        let open: Vec<CourtEntryId> =
            kept.iter().filter(|one| one.matching.state() == State::Open).map(|one| one.id).collect();
        let mut candidates = self.known_candidates(&open, &kept).await?;
        let people: Vec<PersonId> = kept.iter().filter_map(|one| one.matching.person()).collect();
        let missing: Vec<PersonId> =
            people.iter().copied().filter(|one| !standings.contains_key(one)).collect();
        standings.append(&mut self.standings_of(missing).await?);
        let mut identities = BTreeMap::new();
        for (person, identity) in self.identities_of(&unique(&people), &standings).await? {
            identities.insert(person, identity);
        }
        let known_to = self.known_to(&unique(&people), &standings).await?;
        let mut lines = Vec::with_capacity(kept.len());
        for one in kept {
            let found = candidates.remove(&one.id).unwrap_or_default();
            let (matched, agencies) = match one.matching.person() {
                Some(person) => {
                    let Some(identity) = identities.get(&person) else { continue };
                    let agencies = known_to.get(&person).cloned().unwrap_or_default();
                    (Match::Attached(Box::new(identity.clone())), agencies)
                }
                None => match found.first() {
                    Some(first) => (Match::Possible(found.len(), first.evidence.clone()), Vec::new()),
                    None => (Match::New, Vec::new()),
                },
            };
            lines.push(EntryLine { kept: one, matched, known_to: agencies });
        }
        Ok(lines)
    }

    /// Whom open entries may be, of those whom the viewer may know of and who are not ruled out, the likeliest first.
    pub(crate) async fn known_candidates(
        &mut self,
        open: &[CourtEntryId],
        kept: &[KeptEntry],
    ) -> Result<BTreeMap<CourtEntryId, Vec<Candidate>>, Refusal> {
        let all = self.tx.candidates_for(open).await?;
        let standings = self.standings_of(all.iter().map(|(_, one)| one.person)).await?;
        let visible = self.visible();
        let mut by_entry: BTreeMap<CourtEntryId, Vec<Candidate>> = BTreeMap::new();
        for (entry, candidate) in all {
            let shown = standings.get(&candidate.person).is_some_and(|standing| visible.shows(standing));
            let matching = kept.iter().find(|one| one.id == entry).map(|one| &one.matching);
            let ruled_out = matching.is_some_and(|matching| matching.ruled_out(candidate.person));
            if shown && !ruled_out {
                by_entry.entry(entry).or_default().push(candidate);
            }
        }
        for each in by_entry.values_mut() {
            each.sort_by_key(|one| {
                let against = one.evidence.iter().filter(|evidence| evidence.against()).count();
                let strongest = one.evidence.iter().filter(|evidence| !evidence.against()).min().copied();
                let strongest = strongest.unwrap_or(Evidence::Several);
                (!one.is_sure(), against, strongest, usize::MAX - one.evidence.len(), one.person)
            });
        }
        Ok(by_entry)
    }

    /// Agencies that work with each of these people, by name, as far as the gate opens their involvement.
    pub(crate) async fn known_to(
        &mut self,
        people: &[PersonId],
        standings: &BTreeMap<PersonId, Standing>,
    ) -> Result<BTreeMap<PersonId, Vec<String>>, Refusal> {
        let today = self.today();
        let sealed = self.tx.involved_with(people, today).await?;
        let mut agencies: BTreeMap<PersonId, BTreeSet<_>> = BTreeMap::new();
        for one in sealed {
            let label = one.label();
            let Some(standing) = standings.get(&label.person) else { continue };
            if let Some(involvement) = self.open(standing, one).opened() {
                agencies.entry(label.person).or_default().insert(involvement.agency);
            }
        }
        let names = self.names([], agencies.values().flatten().copied()).await?;
        let by_person = agencies.into_iter().map(|(person, all)| {
            let mut each: Vec<String> = all.into_iter().map(|agency| names.agency(agency)).collect();
            each.sort_unstable();
            (person, each)
        });
        Ok(by_person.collect())
    }
}

fn unique(people: &[PersonId]) -> Vec<PersonId> {
    let all: BTreeSet<PersonId> = people.iter().copied().collect();
    all.into_iter().collect()
}
