//! What a batch of rows means beside what is kept: which entry each row tells of, and whether it tells anything new.
//!
//! Pure, so that an interrupted loading, begun again, comes to the same. One row, one entry: within one list two rows never
//! tell of the same entry, unless their source calls them by the same name.

use crate::{
    exchange::court_list::Heard,
    ports::{EntryRow, Telling, Under, VersionRow, together},
};
use domain::{
    hearing::{CourtEntry, Difference, Trigger, folded, plausibly_same, same_court, same_defendant},
    ids::{AgencyId, CourtEntryId, CourtFeedId, PersonId},
};
use jiff::{Timestamp, civil::Date};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// What a row turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// An entry that was not known.
    Added,
    /// Its list tells it differently now.
    Changed,
    /// Its list tells it as before.
    Same,
    /// Another list had told of it.
    Joined,
}

/// One row, understood.
#[derive(Debug, Clone)]
pub(super) struct Understood {
    /// What it is.
    pub(super) what: What,
    /// The entry, by its place in [`Plan::found`].
    pub(super) at: usize,
    /// What the row changes, where the entry is somebody's already.
    pub(super) changes: Vec<Difference>,
}

/// A hash under which an entry is found again.
fn key(agency: AgencyId, kind: &str, day: Date, value: &str) -> Uuid {
    hashed(&[agency.0.as_bytes(), kind.as_bytes(), day.to_string().as_bytes(), value.as_bytes()])
}

/// The list by which what is left out is noticed: one of a source, for one trigger, of one agency.
pub(super) fn list_id(agency: AgencyId, trigger: Trigger, list: &str) -> Uuid {
    hashed(&[agency.0.as_bytes(), trigger.code().as_bytes(), list.as_bytes()])
}

fn hashed(parts: &[&[u8]]) -> Uuid {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        hasher.update(&length.to_be_bytes()).update(part);
    }
    let mut bytes = [0; 16];
    hasher.finalize_xof().fill(&mut bytes);
    Uuid::from_bytes(bytes)
}

/// A digest of all that a telling tells.
fn digest(entry: &CourtEntry) -> [u8; 32] {
    let told = entry.told();
    let mut hasher = blake3::Hasher::new();
    for (_, text) in &told {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        hasher.update(&length.to_be_bytes()).update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// The keys of one row, those that say most first.
pub(super) fn keys(agency: AgencyId, heard: &Heard) -> Vec<Uuid> {
    let entry = &heard.entry;
    let mut keys = Vec::with_capacity(4);
    if let Some(name) = &heard.key {
        keys.push(key(agency, heard.source.code(), entry.day, name));
    }
    for (kind, number) in [("urn", &entry.urn), ("case", &entry.case_number)] {
        if let Some(number) = number {
            keys.push(key(agency, kind, entry.day, &folded(number.as_str()).concat()));
        }
    }
    if let Some(born) = entry.born {
        let mut words = folded(&entry.name.full());
        words.sort_unstable();
        keys.push(key(agency, "person", entry.day, &format!("{born}|{}", words.join(" "))));
    }
    keys
}

/// An entry that is kept, or is to be.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four things that a batch may do to an entry, each by itself"
)]
pub(super) struct Found {
    pub(super) under: Under,
    /// Whether this batch made it.
    pub(super) fresh: bool,
    /// Whether its row is to be written.
    pub(super) touched: bool,
    /// Whether it tells of somebody otherwise than before, so that whom it may be must be looked for again.
    pub(super) anew: bool,
    /// Whether a paper assessment of it falls due by this batch.
    pub(super) paper: bool,
}

impl Found {
    /// What all its lists tell.
    pub(super) fn entry(&self) -> Option<CourtEntry> {
        together(&self.under.tellings).map(|(entry, _)| entry)
    }
}

/// A batch being understood.
pub(super) struct Plan {
    agency: AgencyId,
    trigger: Trigger,
    feed: CourtFeedId,
    at: Timestamp,
    today: Date,
    pub(super) found: Vec<Found>,
    by_key: HashMap<Uuid, Vec<usize>>,
    pub(super) keys: Vec<(Uuid, CourtEntryId)>,
    pub(super) seen: BTreeMap<(CourtEntryId, Uuid), usize>,
    pub(super) versions: Vec<VersionRow>,
}

impl Plan {
    /// A plan over what is kept under the keys of the batch.
    pub(super) fn new(
        agency: AgencyId,
        trigger: Trigger,
        feed: CourtFeedId,
        at: Timestamp,
        today: Date,
        kept: Vec<Under>,
    ) -> Self {
        let mut plan = Self {
            agency,
            trigger,
            feed,
            at,
            today,
            found: Vec::with_capacity(kept.len()),
            by_key: HashMap::new(),
            keys: Vec::new(),
            seen: BTreeMap::new(),
            versions: Vec::new(),
        };
        for under in kept {
            for key in &under.keys {
                plan.by_key.entry(*key).or_default().push(plan.found.len());
            }
            plan.found.push(Found { under, fresh: false, touched: false, anew: false, paper: false });
        }
        plan
    }

    /// Understands one row. `new_id` makes the id of an entry that was not known.
    pub(super) fn hear(&mut self, heard: Heard, new_id: impl FnOnce() -> CourtEntryId) -> Understood {
        let list = list_id(self.agency, self.trigger, &heard.list);
        let keys = keys(self.agency, &heard);
        let digest = digest(&heard.entry);
        let at = self.entry_of(&heard, list, &keys, &digest);
        let (at, fresh) = match at {
            Some(at) => (at, false),
            None => (self.add(new_id()), true),
        };
        let understood = self.tell(at, list, digest, heard);
        self.remember(at, &keys, understood.what);
        if self.trigger == Trigger::Daily
            && let Some(found) = self.found.get_mut(at)
            && found.under.paper_due.is_none()
        {
            found.under.paper_due = Some(self.today);
            found.paper = true;
            found.touched = true;
        }
        Understood { what: if fresh { What::Added } else { understood.what }, ..understood }
    }

    fn add(&mut self, id: CourtEntryId) -> usize {
        let under = Under {
            id,
            keys: Vec::new(),
            person: None,
            decisions: 0,
            versions: 0,
            paper_due: None,
            gone: None,
            at: self.at,
            tellings: Vec::new(),
        };
        self.found.push(Found { under, fresh: true, touched: true, anew: true, paper: false });
        self.found.len() - 1
    }

    fn remember(&mut self, at: usize, keys: &[Uuid], what: What) {
        let Some(found) = self.found.get(at) else { return };
        let id = found.under.id;
        for key in keys {
            let under = self.by_key.entry(*key).or_default();
            if !under.contains(&at) {
                under.push(at);
                if what != What::Same || found.fresh {
                    self.keys.push((*key, id));
                }
            }
        }
    }

    /// The entry that a row tells of, if it is kept.
    fn entry_of(&self, heard: &Heard, list: Uuid, keys: &[Uuid], digest: &[u8; 32]) -> Option<usize> {
        let named = usize::from(heard.key.is_some());
        let mut best: Option<(u8, usize)> = None;
        let mut alone = Vec::new();
        for (place, key) in keys.iter().enumerate() {
            for &at in self.by_key.get(key).into_iter().flatten() {
                let Some(found) = self.found.get(at) else { continue };
                let mut same_name = false;
                let fits = found.under.tellings.iter().any(|told| {
                    same_name = place < named && told.source == heard.source;
                    if place < named {
                        same_name && plausibly_same(&told.entry, &heard.entry) && same_court_of(told, heard)
                    } else {
                        same_hearing(told, heard)
                    }
                });
                if !fits {
                    // Without a number in common, the same person at the same court on the same day, told by another source.
                    if self.same_person_elsewhere(found, heard) && !alone.contains(&at) {
                        alone.push(at);
                    }
                    continue;
                }
                let told = found.under.tellings.iter().find(|told| told.list == list);
                let taken = told.is_some_and(|told| told.feed == self.feed);
                if taken && !same_name {
                    continue; // Another row of this list told of it already.
                }
                let rank = match told {
                    _ if same_name => 0,
                    Some(told) if told.digest == *digest => 1,
                    _ => 2,
                };
                if best.is_none_or(|(so_far, _)| rank < so_far) {
                    best = Some((rank, at));
                }
            }
        }
        match (best, alone.as_slice()) {
            (Some((_, at)), _) => Some(at),
            (None, [only]) => Some(*only),
            _ => None,
        }
    }

    fn same_person_elsewhere(&self, found: &Found, heard: &Heard) -> bool {
        let row = &heard.entry;
        row.born.is_some()
            && !found.under.tellings.is_empty()
            && found.under.tellings.iter().all(|told| {
                let entry = &told.entry;
                let no_number_in_common = (entry.urn.is_none() || row.urn.is_none())
                    && (entry.case_number.is_none() || row.case_number.is_none());
                let surely_there = (entry.court.code.is_some() && entry.court.code == row.court.code)
                    || (entry.court.name.is_some() && row.court.name.is_some());
                told.source != heard.source
                    && no_number_in_common
                    && surely_there
                    && same_court(&entry.court, &row.court)
                    && entry.born == row.born
                    && same_defendant(entry, row)
                    && told.feed != self.feed
            })
    }

    /// Takes a telling into its entry.
    fn tell(&mut self, at: usize, list: Uuid, digest: [u8; 32], heard: Heard) -> Understood {
        let nothing = Understood { what: What::Same, at, changes: Vec::new() };
        let Some(found) = self.found.get_mut(at) else { return nothing };
        let before = found.entry();
        let id = found.under.id;
        let place = found.under.tellings.iter().position(|told| told.list == list);
        let told = place.and_then(|place| found.under.tellings.get_mut(place));
        let what = match told {
            // A second row under one name within one loading: what was told first stays.
            Some(told) if told.feed == self.feed => return nothing,
            Some(told) if told.digest == digest && !told.gone => {
                told.feed = self.feed;
                self.seen.insert((id, list), at);
                if found.under.gone.take().is_some() {
                    found.touched = true;
                }
                return nothing;
            }
            Some(_) => What::Changed,
            None => What::Joined,
        };
        found.under.versions = found.under.versions.saturating_add(1);
        found.touched = true;
        let again = found.under.gone.take().is_some();
        let telling = Telling {
            list,
            source: heard.source,
            feed: self.feed,
            version: found.under.versions,
            digest,
            gone: false,
            entry: heard.entry,
        };
        let mut changes = Vec::new();
        if let Some(before) = &before {
            let mut beside = found.clone();
            match place.and_then(|place| beside.under.tellings.get_mut(place)) {
                Some(told) => *told = telling.clone(),
                None => beside.under.tellings.push(telling.clone()),
            }
            if let Some(after) = beside.entry() {
                changes = before.differences(&after);
                let who = ["name", "born", "numbers", "postcode"];
                found.anew |= changes.iter().any(|change| who.contains(&change.field));
            }
            if again {
                changes.push(Difference {
                    field: "listed",
                    before: String::new(),
                    now: "Listed again".to_owned(),
                });
            }
        }
        self.versions.push(VersionRow {
            id,
            version: telling.version,
            source: telling.source,
            entry: telling.entry.clone(),
            raw: heard.raw,
            changes: changes.clone(),
        });
        match place.and_then(|place| found.under.tellings.get_mut(place)) {
            Some(told) => *told = telling,
            None => found.under.tellings.push(telling),
        }
        self.seen.insert((id, list), at);
        Understood { what, at, changes }
    }

    /// The rows of entries to be written. `attached` says whose each is that was attached in this batch.
    pub(super) fn rows(&self, attached: &BTreeMap<CourtEntryId, PersonId>) -> Vec<EntryRow> {
        let touched = self.found.iter().filter(|found| found.touched);
        touched
            .filter_map(|found| {
                let entry = found.entry()?;
                let under = &found.under;
                let by_rule = attached.get(&under.id).copied();
                Some(EntryRow {
                    id: under.id,
                    day: entry.day,
                    court: court_words(&entry),
                    place: place_of(&entry),
                    person: under.person.or(by_rule),
                    decisions: under.decisions.saturating_add(u32::from(by_rule.is_some())),
                    versions: under.versions,
                    paper_due: under.paper_due,
                    at: under.at,
                })
            })
            .collect()
    }
}

fn same_court_of(told: &Telling, heard: &Heard) -> bool {
    same_court(&told.entry.court, &heard.entry.court)
}

/// Whether two rows with a number in common tell of one defendant at one hearing. Where both have a case number, it is the
/// same: one person may have two cases under one URN.
fn same_hearing(told: &Telling, heard: &Heard) -> bool {
    let (one, other) = (&told.entry, &heard.entry);
    let fold = |line: &domain::text::Line| folded(line.as_str()).concat();
    let cases = match (&one.case_number, &other.case_number) {
        (Some(one), Some(other)) => told.source != heard.source || fold(one) == fold(other),
        _ => true,
    };
    let numbers = [(&one.urn, &other.urn), (&one.case_number, &other.case_number)];
    let in_common = numbers.iter().any(|pair| match pair {
        (Some(one), Some(other)) => fold(one) == fold(other),
        _ => false,
    });
    cases && in_common && same_court_of(told, heard) && same_defendant(one, other)
}

/// The court by which a list is filtered.
pub(crate) fn court_words(entry: &CourtEntry) -> String {
    match (&entry.court.code, &entry.court.name) {
        (Some(code), _) => code.to_string(),
        (None, Some(name)) => folded(name.as_str()).join(" "),
        (None, None) => String::new(),
    }
}

/// Where an entry stands in the day's list: by court, room, time, name.
fn place_of(entry: &CourtEntry) -> String {
    let room = entry.court.room.as_ref().map_or("", |room| room.as_str());
    // Room 10 comes after room 9.
    let digits: String = room.chars().filter(char::is_ascii_digit).take(6).collect();
    let time = entry.time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default();
    let name = folded(entry.name.family.as_str()).join(" ");
    let place = format!("{}|{digits:0>6}{}|{time}|{name}", court_words(entry), room.to_lowercase());
    place.chars().take(400).collect()
}
