//! Court lists: loadings, entries with every telling of them, candidates, and decisions.

mod entry;
mod feed;
pub(crate) mod kept;
mod known;

pub(crate) use entry::{INSERTS, STATEMENTS, drop_entries, forget};
pub(crate) use feed::{INSERTS as FEED_INSERTS, STATEMENTS as FEED_STATEMENTS};
pub(crate) use known::{POSTCODES_OF, STATEMENTS as KNOWN_STATEMENTS};

use crate::tx::StoreTx;
use app::{
    exchange::court_list::Fault,
    known::{Candidate, Described, Likeness},
    ports::{
        Changed, CourtQuery, Courts, Decided, EntryBatch, FeedLine, KeptEntry, NewFeed, PlacedEntry, Stored,
        Tally, Under,
    },
};
use async_trait::async_trait;
use domain::{
    hearing::{Evidence, Fact, Source},
    ids::{AgencyId, CourtEntryId, CourtFeedId, PersonId},
    involvement::Involvement,
    stamp::Stamp,
    text::Line,
};
use gate::{ListFilter, Sealed};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

#[async_trait]
impl Courts for StoreTx {
    async fn begin_feed(&mut self, feed: &NewFeed) -> Stored<()> {
        feed::begin(&mut self.link, feed).await
    }

    async fn note_feed(
        &mut self,
        feed: CourtFeedId,
        source: Option<Source>,
        tally: &Tally,
        ended: Option<(Timestamp, bool)>,
    ) -> Stored<()> {
        feed::note(&mut self.link, feed, source, tally, ended).await
    }

    async fn add_faults(&mut self, feed: CourtFeedId, first: u64, faults: &[Fault]) -> Stored<()> {
        feed::add_faults(&mut self.link, feed, first, faults).await
    }

    async fn feeds(
        &mut self,
        agency: AgencyId,
        before: Option<CourtFeedId>,
        limit: u32,
    ) -> Stored<Vec<FeedLine>> {
        feed::feeds(&mut self.link, agency, before, limit).await
    }

    async fn feed(&mut self, agency: AgencyId, feed: CourtFeedId) -> Stored<Option<FeedLine>> {
        feed::one(&mut self.link, agency, feed).await
    }

    async fn faults(&mut self, feed: CourtFeedId, limit: u32) -> Stored<Vec<Fault>> {
        feed::faults(&mut self.link, feed, limit).await
    }

    async fn lock_lists(&mut self, agency: AgencyId) -> Stored<()> {
        entry::lock(&mut self.link, agency).await
    }

    async fn entries_under(&mut self, keys: &[Uuid]) -> Stored<Vec<Under>> {
        entry::under(&mut self.link, keys).await
    }

    async fn write_entries(&mut self, feed: CourtFeedId, stamp: &Stamp, batch: &EntryBatch) -> Stored<()> {
        entry::write(&mut self.link, feed, stamp, batch).await
    }

    async fn mark_gone(&mut self, list: Uuid, feed: CourtFeedId, at: Timestamp) -> Stored<u64> {
        entry::mark_gone(&mut self.link, list, feed, at).await
    }

    async fn candidates_of(
        &mut self,
        agency: AgencyId,
        described: &[Described],
        near: &[Vec<Likeness>],
        most: usize,
    ) -> Stored<Vec<Vec<Candidate>>> {
        known::candidates_of(&mut self.link, agency, described, near, most).await
    }

    async fn court_entries(
        &mut self,
        filter: &ListFilter,
        query: &CourtQuery,
        today: Date,
    ) -> Stored<Vec<PlacedEntry>> {
        entry::of_day(&mut self.link, filter, query, today).await
    }

    async fn court_entry(&mut self, agency: AgencyId, id: CourtEntryId) -> Stored<Option<Sealed<KeptEntry>>> {
        entry::one(&mut self.link, agency, id).await
    }

    async fn entries_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<KeptEntry>>> {
        entry::of_person(&mut self.link, person, limit).await
    }

    async fn candidates_for(&mut self, entries: &[CourtEntryId]) -> Stored<Vec<(CourtEntryId, Candidate)>> {
        entry::candidates(&mut self.link, entries).await
    }

    async fn append_decision(
        &mut self,
        entry: CourtEntryId,
        seen: u32,
        fact: Fact,
        person: Option<PersonId>,
        why: (Option<&Line>, &[Evidence]),
        stamp: &Stamp,
    ) -> Stored<bool> {
        entry::append_decision(&mut self.link, entry, seen, fact, person, why, stamp).await
    }

    async fn decisions(&mut self, entry: CourtEntryId) -> Stored<Vec<Decided>> {
        entry::decisions(&mut self.link, entry).await
    }

    async fn changes(&mut self, entry: CourtEntryId, limit: u32) -> Stored<Vec<Changed>> {
        entry::changes(&mut self.link, entry, limit).await
    }

    async fn court_days(
        &mut self,
        agency: AgencyId,
        from: Date,
        limit: u32,
    ) -> Stored<Vec<(Date, String, u64)>> {
        entry::days(&mut self.link, agency, from, limit).await
    }

    async fn involved_with(&mut self, people: &[PersonId], today: Date) -> Stored<Vec<Sealed<Involvement>>> {
        entry::involved_with(&mut self.link, people, today).await
    }
}
