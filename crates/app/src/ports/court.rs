//! Court lists: loadings, entries, tellings, and decisions about whose an entry is.

use super::Stored;
use crate::{
    exchange::court_list::Fault,
    known::{Candidate, Described, Likeness},
};
use async_trait::async_trait;
use domain::{
    hearing::{CourtEntry, Decision, Difference, Evidence, Fact, Matching, Source, Trigger},
    ids::{AgencyId, CourtEntryId, CourtFeedId, PersonId},
    involvement::Involvement,
    section::Level,
    stamp::Stamp,
    text::Line,
};
use gate::{AtLevel, ListFilter, Sealed};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// One loading of one list, as it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeed {
    /// Its id.
    pub id: CourtFeedId,
    /// What it sets off.
    pub trigger: Trigger,
    /// The file's name, if it had one.
    pub file: Option<Line>,
    /// Who loads it, when, for which agency.
    pub stamp: Stamp,
}

/// What a loading came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Defendants read.
    pub rows: u64,
    /// Entries that are new.
    pub added: u64,
    /// Entries that the list now tells differently.
    pub changed: u64,
    /// Entries that the list tells as before.
    pub same: u64,
    /// Entries that another list had told of already.
    pub joined: u64,
    /// Entries that the list no longer has.
    pub gone: u64,
    /// Entries attached to a record, agreeing in every point.
    pub attached: u64,
    /// Rows set aside: organisations, and people under 18.
    pub set_aside: u64,
    /// What could not be read.
    pub faults: u64,
}

/// A loading, as a list of loadings shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLine {
    /// The loading.
    pub feed: NewFeed,
    /// Which source it was, once recognised.
    pub source: Option<Source>,
    /// When it ended; `None` while at work, or when it was interrupted.
    pub ended: Option<Timestamp>,
    /// Whether the file was read to its end.
    pub complete: bool,
    /// What it came to.
    pub tally: Tally,
}

/// What one list tells of an entry now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The list.
    pub list: Uuid,
    /// Its source.
    pub source: Source,
    /// The loading in which it was seen last.
    pub feed: CourtFeedId,
    /// The version that it told last.
    pub version: u32,
    /// A digest of that.
    pub digest: [u8; 32],
    /// Whether the list has left it out since.
    pub gone: bool,
    /// What it tells.
    pub entry: CourtEntry,
}

/// What all lists together tell: those that still have the entry before those that have not, the court's own system before
/// the rest (only it tells results), then what was told last. Nothing when no list tells anything.
pub fn together(tellings: &[Telling]) -> Option<(CourtEntry, Vec<Source>)> {
    let mut order: Vec<&Telling> = tellings.iter().collect();
    order.sort_by_key(|one| {
        let rank = match one.source {
            Source::CommonPlatform => 0,
            Source::LibraDaily => 1,
            Source::PublicationsHub => 2,
        };
        (one.gone, rank, u32::MAX - one.version)
    });
    let mut sources: Vec<Source> = order.iter().map(|one| one.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let mut each = order.into_iter().map(|one| &one.entry);
    let first = each.next()?.clone();
    Some((each.fold(first, CourtEntry::completed_by), sources))
}

/// An entry that a row may be another telling of. Not for showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Under {
    /// The entry.
    pub id: CourtEntryId,
    /// The keys asked for under which it lies.
    pub keys: Vec<Uuid>,
    /// Whose it is, when it is somebody's.
    pub person: Option<PersonId>,
    /// Decisions so far.
    pub decisions: u32,
    /// Versions so far.
    pub versions: u32,
    /// The day by which a paper assessment of it is due.
    pub paper_due: Option<Date>,
    /// Since when it is on no list any more.
    pub gone: Option<Timestamp>,
    /// When it came first.
    pub at: Timestamp,
    /// What each list tells.
    pub tellings: Vec<Telling>,
}

/// An entry as it is to be kept: new, or in place of what was kept under its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Its id.
    pub id: CourtEntryId,
    /// The day of the hearing.
    pub day: Date,
    /// The court by which a list is filtered: its code, or else its name folded.
    pub court: String,
    /// Where it stands in the day's list.
    pub place: String,
    /// Whose it is.
    pub person: Option<PersonId>,
    /// Decisions kept.
    pub decisions: u32,
    /// Versions kept.
    pub versions: u32,
    /// The day by which a paper assessment of it is due.
    pub paper_due: Option<Date>,
    /// When it came first.
    pub at: Timestamp,
}

/// One telling of an entry, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// The entry.
    pub id: CourtEntryId,
    /// Its number.
    pub version: u32,
    /// Its source.
    pub source: Source,
    /// What it tells.
    pub entry: CourtEntry,
    /// The same as it came.
    pub raw: String,
    /// What that changes.
    pub changes: Vec<Difference>,
}

/// What a batch of rows came to: written in one transaction.
#[derive(Debug, Clone, Default)]
pub struct EntryBatch {
    /// Entries, new and changed.
    pub entries: Vec<EntryRow>,
    /// Tellings seen: entry, list, source, version, digest.
    pub seen: Vec<(CourtEntryId, Uuid, Source, u32, [u8; 32])>,
    /// Versions.
    pub versions: Vec<VersionRow>,
    /// Keys by which entries are found again.
    pub keys: Vec<(Uuid, CourtEntryId)>,
    /// Candidates of entries whose former ones no longer count.
    pub candidates: Vec<(CourtEntryId, Vec<Candidate>)>,
    /// First decisions: entry, what, on which evidence.
    pub decisions: Vec<(CourtEntryId, Fact, Vec<Evidence>)>,
}

/// An entry with all that is kept about it. Leaves storage sealed under court and sentence: of the person whose it is, else
/// of the entry itself, which then stands for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEntry {
    /// Its id.
    pub id: CourtEntryId,
    /// The agency that loaded it.
    pub agency: AgencyId,
    /// What all lists together tell.
    pub entry: CourtEntry,
    /// The sources that tell of it.
    pub sources: Vec<Source>,
    /// Whose it is, and every decision about that.
    pub matching: Matching,
    /// How many tellings are kept.
    pub versions: u32,
    /// The day by which a paper assessment of it is due.
    pub paper_due: Option<Date>,
    /// Since when it is on no list any more.
    pub gone: Option<Timestamp>,
    /// When it came first.
    pub at: Timestamp,
}

/// In full or not at all.
impl AtLevel for KeptEntry {
    fn at_level(self, level: Level) -> Option<Self> {
        (level == Level::Full).then_some(self)
    }
}

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// Whom it concerns.
    pub person: Option<PersonId>,
    /// Why, in words.
    pub reason: Option<Line>,
    /// On which evidence.
    pub evidence: Vec<Evidence>,
    /// Who, when.
    pub stamp: Stamp,
}

/// What one telling changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its number.
    pub version: u32,
    /// Its source.
    pub source: Source,
    /// When it was loaded.
    pub at: Timestamp,
    /// What it changed; nothing for the first.
    pub changes: Vec<Difference>,
}

/// A sealed entry, and where it stands in the day's list.
pub struct PlacedEntry {
    /// Its place.
    pub place: String,
    /// Its id.
    pub id: CourtEntryId,
    /// The entry.
    pub sealed: Sealed<KeptEntry>,
}

/// Which entries a page wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourtQuery {
    /// The day.
    pub day: Date,
    /// The court, as [`EntryRow::court`] has it.
    pub court: Option<String>,
    /// Cursor: place and id of the last row seen.
    pub after: Option<(String, CourtEntryId)>,
    /// Rows at most.
    pub limit: u32,
}

/// Ports for court lists.
#[async_trait]
pub trait Courts {
    /// Notes that a loading begins.
    async fn begin_feed(&mut self, feed: &NewFeed) -> Stored<()>;

    /// Notes how far a loading has come, and whether that was its end.
    async fn note_feed(
        &mut self,
        feed: CourtFeedId,
        source: Option<Source>,
        tally: &Tally,
        ended: Option<(Timestamp, bool)>,
    ) -> Stored<()>;

    /// Keeps faults, the first of which is number `first` of the loading.
    async fn add_faults(&mut self, feed: CourtFeedId, first: u64, faults: &[Fault]) -> Stored<()>;

    /// An agency's loadings, newest first; `before` is the last one seen.
    async fn feeds(
        &mut self,
        agency: AgencyId,
        before: Option<CourtFeedId>,
        limit: u32,
    ) -> Stored<Vec<FeedLine>>;

    /// One loading of an agency.
    async fn feed(&mut self, agency: AgencyId, feed: CourtFeedId) -> Stored<Option<FeedLine>>;

    /// What could not be read in a loading, in order.
    async fn faults(&mut self, feed: CourtFeedId, limit: u32) -> Stored<Vec<Fault>>;

    /// Lets one loading of an agency write at a time, until the transaction ends.
    async fn lock_lists(&mut self, agency: AgencyId) -> Stored<()>;

    /// Entries that lie under any of these keys. A constant number of statements.
    async fn entries_under(&mut self, keys: &[Uuid]) -> Stored<Vec<Under>>;

    /// Writes a batch.
    async fn write_entries(&mut self, feed: CourtFeedId, stamp: &Stamp, batch: &EntryBatch) -> Stored<()>;

    /// Marks what `list` told before and not in `feed`; answers the entries that no list tells of any more.
    async fn mark_gone(&mut self, list: Uuid, feed: CourtFeedId, at: Timestamp) -> Stored<u64>;

    /// Those whom each description may fit, those of `near` at its place included, the likeliest first, at most `most` for each; postcodes are compared with those
    /// that `agency` holds itself. A constant number of statements. Not for showing: it looks at everybody.
    async fn candidates_of(
        &mut self,
        agency: AgencyId,
        described: &[Described],
        near: &[Vec<Likeness>],
        most: usize,
    ) -> Stored<Vec<Vec<Candidate>>>;

    /// Entries of the viewer's agency on a day, in the order of the list, as far as the filter shows those whose they are.
    async fn court_entries(
        &mut self,
        filter: &ListFilter,
        query: &CourtQuery,
        today: Date,
    ) -> Stored<Vec<PlacedEntry>>;

    /// One entry of an agency.
    async fn court_entry(&mut self, agency: AgencyId, id: CourtEntryId) -> Stored<Option<Sealed<KeptEntry>>>;

    /// Entries on a person's record, newest day first.
    async fn entries_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<KeptEntry>>>;

    /// Whom these entries may be. Not for showing before the gate was asked about each.
    async fn candidates_for(&mut self, entries: &[CourtEntryId]) -> Stored<Vec<(CourtEntryId, Candidate)>>;

    /// Appends a decision if there still were `seen`; `person` is whose the entry is after it.
    async fn append_decision(
        &mut self,
        entry: CourtEntryId,
        seen: u32,
        fact: Fact,
        person: Option<PersonId>,
        why: (Option<&Line>, &[Evidence]),
        stamp: &Stamp,
    ) -> Stored<bool>;

    /// Decisions about an entry, in order.
    async fn decisions(&mut self, entry: CourtEntryId) -> Stored<Vec<Decided>>;

    /// What later tellings of an entry changed, newest first.
    async fn changes(&mut self, entry: CourtEntryId, limit: u32) -> Stored<Vec<Changed>>;

    /// Days from `from` on for which an agency has entries, with the courts and the number of each.
    async fn court_days(
        &mut self,
        agency: AgencyId,
        from: Date,
        limit: u32,
    ) -> Stored<Vec<(Date, String, u64)>>;

    /// Who works with these people, as far as involvements are in force. One statement.
    async fn involved_with(&mut self, people: &[PersonId], today: Date) -> Stored<Vec<Sealed<Involvement>>>;
}
