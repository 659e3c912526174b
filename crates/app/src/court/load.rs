//! Loading a court list: batch by batch, each in a transaction of its own, so that a file of any size takes little memory and
//! holds nobody up.
//!
//! Invariant: a loading that was interrupted anywhere and is begun again ends as if it had never been interrupted. What a
//! list no longer has is marked only once its file was read to the end, and not in a list of which a row could not be read.

use super::{
    body,
    plan::{Plan, Understood, What, keys, list_id},
};
use crate::{
    App, Cx, Once,
    cx::missing,
    duties::NewDuty,
    events::EventKind,
    exchange::court_list::{self, Fault, Heard, Read as ReadList, Row, Stop},
    known::{Candidate, Described, Likeness},
    ports::{EntryBatch, FeedLine, NewFeed, Tally},
    refusal::Refusal,
};
use domain::{
    duty::{DutyKind, Owner},
    hearing::{CourtEntry, Evidence, Fact, Trigger},
    ids::{CourtEntryId, CourtFeedId, PersonId},
    person::Identifier,
    section::{Purpose, Section},
    text::Line,
};
use gate::{Access, Action, Viewer};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
};
use tokio::sync::mpsc;

/// Rows of one transaction.
const BATCH: usize = 500;
/// Faults that are kept of one loading. All are counted.
const FAULTS: u64 = 5_000;
/// Faults that an answer tells.
const FAULTS_TOLD: u32 = 200;
/// Candidates that are kept of one entry.
const CANDIDATES: usize = 10;
/// Those looked at of each entry before the agency's own are told from others: more than there can be.
const LOOKED_AT: usize = 5000;

/// What is to be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadList {
    /// What it sets off.
    pub trigger: Trigger,
    /// The file's name, if it has one.
    pub file: Option<Line>,
}

/// What loading came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The loading, with its tally.
    pub line: FeedLine,
    /// What could not be read, the first two hundred.
    pub faults: Vec<Fault>,
}

/// How far a loading has come.
pub type Progress<'a> = &'a (dyn Fn(&Tally) + Send + Sync);

/// One loading at work.
struct Loading {
    feed: CourtFeedId,
    trigger: Trigger,
    tally: Tally,
    lists: BTreeSet<String>,
    unsure: BTreeSet<String>,
}

/// Loads one court list. The same `once` loads once.
///
/// # Errors
/// [`Refusal::Role`] for whoever does not work court lists. A file that cannot be read is no error: its faults say so.
pub async fn load(
    app: &App,
    viewer: &Viewer,
    command: LoadList,
    input: Box<dyn Read + Send>,
    once: Option<&Once>,
    progress: Progress<'_>,
) -> Result<Loaded, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "load a court list").await?;
    cx.permit_role(Action::LoadCourtList)?;
    if let Some(made) = cx.made_before(once).await? {
        return told(cx, made.into()).await;
    }
    let feed = NewFeed { id: cx.id(), trigger: command.trigger, file: command.file, stamp: cx.stamp() };
    cx.tx.begin_feed(&feed).await?;
    let today = cx.today();
    cx.answer(()).await?;
    let mut loading = Loading {
        feed: feed.id,
        trigger: feed.trigger,
        tally: Tally::default(),
        lists: BTreeSet::new(),
        unsure: BTreeSet::new(),
    };
    let name = feed.file.as_ref().map(ToString::to_string);
    let (sender, mut batches) = mpsc::channel::<Vec<Row>>(2);
    let reader = tokio::task::spawn_blocking(move || read_into(input, name.as_deref(), today, &sender));
    while let Some(rows) = batches.recv().await {
        take_in(app, viewer, &mut loading, rows).await?;
        progress(&loading.tally);
    }
    let read = reader.await.map_err(|_| missing("a court list's reader"))?;
    end(app, viewer, &loading, read, once).await
}

/// Reads in a thread of its own, and sends rows on in batches.
fn read_into(
    input: Box<dyn Read + Send>,
    name: Option<&str>,
    today: jiff::civil::Date,
    sender: &mpsc::Sender<Vec<Row>>,
) -> ReadList {
    let mut rows = Vec::with_capacity(BATCH);
    let mut hear = |row: Row| {
        rows.push(row);
        if rows.len() < BATCH {
            return Ok(());
        }
        let batch = std::mem::replace(&mut rows, Vec::with_capacity(BATCH));
        sender.blocking_send(batch).map_err(|_| Stop)
    };
    // Whoever stopped listening has failed, and says so itself.
    let read = court_list::read(input, name, today, &mut hear).unwrap_or_default();
    if !rows.is_empty() && sender.blocking_send(rows).is_err() {
        return ReadList::default();
    }
    read
}

/// Takes in one batch, in one transaction.
async fn take_in(app: &App, viewer: &Viewer, loading: &mut Loading, rows: Vec<Row>) -> Result<(), Refusal> {
    app.know_everybody().await?;
    let mut cx = app.write(viewer, Purpose::Supervision, "load a court list").await?;
    let mut tally = loading.tally;
    let mut heard = Vec::with_capacity(rows.len());
    let mut faults = Vec::new();
    for row in rows {
        match row {
            Row::Heard(one) => heard.push(*one),
            Row::SetAside(..) => tally.set_aside += 1,
            Row::Fault(fault) => faults.push(fault),
            Row::List(list) => drop(loading.lists.insert(list)),
            Row::Unsure(list) => drop(loading.unsure.insert(list)),
        }
    }
    let room = usize::try_from(FAULTS.saturating_sub(tally.faults)).unwrap_or(0);
    let kept = faults.get(..room.min(faults.len())).unwrap_or_default();
    cx.tx.add_faults(loading.feed, tally.faults + 1, kept).await?;
    tally.faults += u64::try_from(faults.len()).unwrap_or(0);
    let trigger = loading.trigger;
    entries(&mut cx, loading.feed, trigger, &mut tally, heard).await?;
    cx.tx.note_feed(loading.feed, None, &tally, None).await?;
    cx.answer(()).await?;
    loading.tally = tally;
    Ok(())
}

async fn entries(
    cx: &mut Cx<'_>,
    feed: CourtFeedId,
    trigger: Trigger,
    tally: &mut Tally,
    heard: Vec<Heard>,
) -> Result<(), Refusal> {
    if heard.is_empty() {
        return Ok(());
    }
    let agency = cx.agency();
    cx.tx.lock_lists(agency).await?;
    let mut all: Vec<uuid::Uuid> = heard.iter().flat_map(|one| keys(agency, one)).collect();
    all.sort_unstable();
    all.dedup();
    let kept = cx.tx.entries_under(&all).await?;
    let mut plan = Plan::new(agency, trigger, feed, cx.at, cx.today(), kept);
    let mut changed = Vec::new();
    for one in heard {
        tally.rows += 1;
        let understood = plan.hear(one, || cx.id());
        match understood.what {
            What::Added => tally.added += 1,
            What::Changed => tally.changed += 1,
            What::Same => tally.same += 1,
            What::Joined => tally.joined += 1,
        }
        if !understood.changes.is_empty() {
            changed.push(understood);
        }
    }
    let fitting = fitting(cx, &plan).await?;
    let sure = sure(cx, &plan, &fitting).await?;
    tally.attached += u64::try_from(sure.len()).unwrap_or(0);
    write(cx, feed, &plan, fitting, &sure).await?;
    tell_records(cx, &plan, &sure, &changed).await
}

/// Whom the entries may be that are new, or tell of somebody otherwise than before, and that nobody has decided about.
async fn fitting(cx: &mut Cx<'_>, plan: &Plan) -> Result<BTreeMap<CourtEntryId, Vec<Candidate>>, Refusal> {
    let anew: Vec<(CourtEntryId, Described)> = plan
        .found
        .iter()
        .filter(|found| found.anew && found.under.person.is_none())
        .filter_map(|found| Some((found.under.id, described(&found.entry()?))))
        .collect();
    if anew.is_empty() {
        return Ok(BTreeMap::new());
    }
    let agency = cx.agency();
    let (ids, described): (Vec<CourtEntryId>, Vec<Described>) = anew.into_iter().unzip();
    let near: Vec<Vec<Likeness>> = described.iter().map(|one| cx.app.like(one, agency, CANDIDATES)).collect();
    let each = cx.tx.candidates_of(agency, &described, &near, LOOKED_AT).await?;
    let cut = each.into_iter().map(|all| cx.app.cut(all, agency, CANDIDATES));
    Ok(ids.into_iter().zip(cut).collect())
}

/// An entry as a description of somebody.
pub(super) fn described(entry: &CourtEntry) -> Described {
    let numbers = entry.numbers.iter().map(|number| Identifier {
        kind: number.kind,
        raw: number.checked.raw.clone(),
        canonical: number.checked.canonical.clone(),
    });
    Described {
        name: entry.name.clone(),
        born: entry.born,
        numbers: numbers.collect(),
        postcode: entry
            .postcode
            .as_ref()
            .and_then(|code| identifiers::Postcode::parse(code.as_str()).ok())
            .filter(|code| !code.is_pseudo())
            .map(|code| code.canonical()),
    }
}

/// The entries that are somebody's without doubt, of those whom the agency may know of without restriction. Whoever is out of
/// reach plays no part, so that nothing about them can be told from what is attached and what is not.
async fn sure(
    cx: &mut Cx<'_>,
    plan: &Plan,
    fitting: &BTreeMap<CourtEntryId, Vec<Candidate>>,
) -> Result<BTreeMap<CourtEntryId, (PersonId, Vec<Evidence>)>, Refusal> {
    let standings = cx.standings_of(fitting.values().flatten().map(|one| one.person)).await?;
    let visible = cx.visible();
    let undecided: BTreeSet<CourtEntryId> =
        plan.found.iter().filter(|one| one.under.decisions == 0).map(|one| one.under.id).collect();
    let mut sure = BTreeMap::new();
    for (entry, candidates) in fitting.iter().filter(|(entry, _)| undecided.contains(entry)) {
        let mut known = candidates.iter().filter(|one| {
            let standing = standings.get(&one.person);
            standing.is_some_and(|standing| standing.access == Access::Ordinary && visible.shows(standing))
        });
        let Some(first) = known.next() else { continue };
        // Somebody else with the same number, or as sure, leaves it to a person to say.
        let rival = known.any(|one| one.is_sure() || one.evidence.iter().any(|each| each.is_number()));
        if first.is_sure() && !rival {
            sure.insert(*entry, (first.person, first.evidence.clone()));
        }
    }
    Ok(sure)
}

async fn write(
    cx: &mut Cx<'_>,
    feed: CourtFeedId,
    plan: &Plan,
    fitting: BTreeMap<CourtEntryId, Vec<Candidate>>,
    sure: &BTreeMap<CourtEntryId, (PersonId, Vec<Evidence>)>,
) -> Result<(), Refusal> {
    let attached = sure.iter().map(|(entry, (person, _))| (*entry, *person)).collect();
    let seen = plan.seen.iter().filter_map(|((entry, list), at)| {
        let told = plan.found.get(*at)?.under.tellings.iter().find(|told| told.list == *list)?;
        Some((*entry, *list, told.source, told.version, told.digest))
    });
    let decisions =
        sure.iter().map(|(entry, (person, evidence))| (*entry, Fact::ByRule(*person), evidence.clone()));
    let batch = EntryBatch {
        entries: plan.rows(&attached),
        seen: seen.collect(),
        versions: plan.versions.clone(),
        keys: plan.keys.clone(),
        candidates: fitting.into_iter().collect(),
        decisions: decisions.collect(),
    };
    let stamp = cx.stamp();
    Ok(cx.tx.write_entries(feed, &stamp, &batch).await?)
}

/// Records tell what came onto them and what changed; a paper assessment falls due the same day.
async fn tell_records(
    cx: &mut Cx<'_>,
    plan: &Plan,
    sure: &BTreeMap<CourtEntryId, (PersonId, Vec<Evidence>)>,
    changed: &[Understood],
) -> Result<(), Refusal> {
    let mut events = Vec::new();
    let mut duties = Vec::new();
    for found in plan.found.iter().filter(|found| found.touched) {
        let (id, Some(entry)) = (found.under.id, found.entry()) else { continue };
        if let Some((person, evidence)) = sure.get(&id) {
            let body = body::attached(id, &entry, Fact::ByRule(*person).decision().code(), None, evidence);
            let mut event = cx.event(*person, EventKind::CourtAttached, Section::Court, body);
            event.subject = Some(id.0);
            events.push(event);
        }
        let whose = found.under.person.or_else(|| sure.get(&id).map(|(person, _)| *person));
        let falls_due = found.paper || (sure.contains_key(&id) && found.under.paper_due.is_some());
        if let (Some(person), Some(due), true) = (whose, found.under.paper_due, falls_due) {
            duties.push(paper_assessment(cx, person, id, due));
        }
    }
    for understood in changed {
        let Some(found) = plan.found.get(understood.at) else { continue };
        let (Some(person), Some(entry)) = (found.under.person, found.entry()) else { continue };
        let body = body::changed(found.under.id, &entry, &understood.changes);
        let mut event = cx.event(person, EventKind::CourtChanged, Section::Court, body);
        event.subject = Some(found.under.id.0);
        events.push(event);
    }
    if !duties.is_empty() {
        cx.open_duties(duties).await?;
    }
    cx.append_all(events);
    Ok(())
}

/// The paper assessment that a daily entry sets off.
pub(super) fn paper_assessment(
    cx: &Cx<'_>,
    person: PersonId,
    entry: CourtEntryId,
    due: jiff::civil::Date,
) -> NewDuty {
    NewDuty {
        person,
        kind: DutyKind::PaperAssessment,
        owner: Owner { agency: cx.agency(), account: None },
        due,
        subject: entry.0,
        why: Line::new("On the daily remand and breach list").ok(),
    }
}

/// What is gone is marked, and the tally closed.
async fn end(
    app: &App,
    viewer: &Viewer,
    loading: &Loading,
    read: ReadList,
    once: Option<&Once>,
) -> Result<Loaded, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "load a court list").await?;
    let mut tally = loading.tally;
    if read.complete {
        let agency = cx.agency();
        cx.tx.lock_lists(agency).await?;
        for list in loading.lists.difference(&loading.unsure) {
            let list = list_id(agency, loading.trigger, list);
            let at = cx.at;
            tally.gone += cx.tx.mark_gone(list, loading.feed, at).await?;
        }
    }
    let at = cx.at;
    cx.tx.note_feed(loading.feed, read.source, &tally, Some((at, read.complete))).await?;
    let event = cx.partnership_event(
        EventKind::CourtListLoaded,
        loading.feed.0,
        body::loaded(loading.trigger, &tally, read.source, read.complete),
    );
    cx.append(event);
    cx.remember(once, loading.feed.0).await?;
    told(cx, loading.feed).await
}

async fn told(mut cx: Cx<'_>, feed: CourtFeedId) -> Result<Loaded, Refusal> {
    let agency = cx.agency();
    let line = cx.tx.feed(agency, feed).await?.ok_or(Refusal::NotFound)?;
    let faults = cx.tx.faults(feed, FAULTS_TOLD).await?;
    cx.answer(Loaded { line, faults }).await
}

/// One loading, with what could not be read.
pub async fn feed(app: &App, viewer: &Viewer, feed: CourtFeedId) -> Result<Loaded, Refusal> {
    let cx = app.read(viewer, Purpose::Supervision, "see a loading of a court list").await?;
    cx.permit_role(Action::LoadCourtList)?;
    told(cx, feed).await
}

/// The agency's loadings, newest first, and whether there are more.
pub async fn feeds(
    app: &App,
    viewer: &Viewer,
    before: Option<CourtFeedId>,
    limit: u32,
) -> Result<(Vec<FeedLine>, bool), Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "see loadings of court lists").await?;
    cx.permit_role(Action::LoadCourtList)?;
    let agency = cx.agency();
    let mut lines = cx.tx.feeds(agency, before, limit.saturating_add(1)).await?;
    let more = lines.len() > limit as usize;
    lines.truncate(limit as usize);
    cx.answer((lines, more)).await
}
