//! What use-cases ask of storage. `store` answers; nothing here knows SQL.
//!
//! `Ok(None)` means "no such row"; every list takes a limit; a write takes the version that the writer saw and answers
//! whether that was still the version.

mod access_requests;
mod accounts;
mod agreements;
mod ahead;
mod appointments;
mod cases;
mod casework;
mod court;
mod departures;
mod desks;
mod duties;
mod everybody;
mod handovers;
mod hubs;
mod identity_reviews;
mod likenesses;
mod matcher;
mod meetings;
mod openings;
mod orders;
mod oversight;
mod past;
mod pathways;
mod people;
mod plans;
mod provision;
mod rectifications;
mod referrals;
mod repeat_contacts;
mod retention;
mod risks;
mod scores;
mod screening;
mod secondments;
mod silence;
mod summaries;

pub use crate::known::Known;
pub use access_requests::AccessRequests;
pub use accounts::{
    Accounts, AgencyLine, Credentials, Invitation, NewAccount, NewInvitation, NewSession, NewToken, Origin,
    Session, SessionLine, Stage, Throttle, Token, TokenLine,
};
pub use agreements::Agreements;
pub use ahead::Ahead;
pub use appointments::{Appointments, DayOf};
pub use cases::{Cases, Draft, Idempotent, Job, NewJob, NewNotice, Notice};
pub use casework::{Casework, PieceHead, PieceQuery};
pub use court::{
    Changed, CourtQuery, Courts, Decided, EntryBatch, EntryRow, FeedLine, KeptEntry, NewFeed, PlacedEntry,
    Tally, Telling, Under, VersionRow, together,
};
pub use departures::{Departures, Waiting};
pub use desks::{Addressee, DeskChoice, Desks, SendingEnd};
pub use duties::{AfterDuty, Duties, DutyQuery, DutyTally, OwedBecause, Whose};
pub use everybody::{Everybody, KnownAs};
pub use handovers::Handovers;
pub use hubs::{Hubs, Listings};
pub use identity_reviews::IdentityReviews;
pub use likenesses::{Bond, Found, LikenessMark, Likenesses, ReviewedPairs, WaitingPair, Waits};
pub use matcher::{Figures, Matcher};
pub use meetings::{Invited, Meetings};
pub use openings::{Openings, Restrictions, Reviewed};
pub use orders::{AfterStart, LateStart, OrderBrief, Orders, StartQuery};
pub use oversight::{
    AskedBy, DrawnLook, LedgerSeals, LookReviews, Receipts, ReviewedLook, ReviewedRecord, SealedLooks,
    WatchedLook,
};
pub use past::{AfterRead, Past, PastQuery, PastRead};
pub use pathways::{Held, Pathways, Review};
pub use people::{AtPostcode, Listed, People, PostcodeQuery, SearchQuery};
pub use plans::Plans;
pub use provision::Provisions;
pub use rectifications::{AddressedNotice, Rectifications};
pub use referrals::{Ground, GroundQuery, InboxQuery, Referrals};
pub use repeat_contacts::{On, RepeatContacts, Trace, Window};
pub use retention::{Disposed, Mistakes, Retention};
pub use risks::Risks;
pub use scores::{ScorePlace, Scores};
pub use screening::{Audits, Consents, FunnelLine, Screenings, SealedParts, WaysIn};
pub use secondments::{ActingUnder, Secondments};
pub use silence::{Lead, SignalLine, Silences, TakenSignal, Touch};
pub use summaries::{Convictions, Heard, Summaries, Tally as SummaryTally};

use crate::{
    events::{BrokenLink, NewEvent, TimelineEvent},
    fill,
    ledger::{LedgerRow, Look},
};
use async_trait::async_trait;
use domain::ids::{EventId, PartnershipId, PersonId};
use gate::Sealed;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// What storage may say when it cannot do as asked. Carries no personal data.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database is away; it may return.
    #[error("the database cannot be reached")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The disk is full. Nothing was changed.
    #[error("the disk is full")]
    Full,
    /// Another writer came first; trying again may succeed.
    #[error("another change came first")]
    Busy,
    /// Kept rows contradict each other: names table and row.
    #[error("corrupt: {0}")]
    Corrupt(String),
    /// Anything else.
    #[error("the database refused")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// A stored code that this version does not know, with the place it was found.
    pub fn unknown(place: &str, error: impl std::fmt::Display) -> Self {
        Self::Corrupt(format!("{place}: {error}"))
    }
}

/// The answer of every port.
pub type Stored<T> = Result<T, StoreError>;

/// The database.
#[async_trait]
pub trait Store: Send + Sync {
    /// Begins a transaction that only reads, on one snapshot.
    async fn read(&self) -> Stored<Box<dyn Tx>>;

    /// Begins a transaction that may write.
    async fn write(&self) -> Stored<Box<dyn Tx>>;

    /// Writes a ledger row durably; rows of many requests are grouped into one transaction under load.
    async fn record_look(&self, row: LedgerRow) -> Stored<()>;

    /// The signed-in session with this hashed secret, with its account, agency and roles, in one statement, outside any
    /// transaction. Expired and revoked ones are answered too, for thirty days: the caller judges.
    async fn session(&self, secret_hash: &[u8; 32]) -> Stored<Option<Session>>;

    /// The API token with this hashed secret. Expired and revoked ones are answered too: the caller judges.
    async fn token(&self, secret_hash: &[u8; 32]) -> Stored<Option<Token>>;

    /// Notes that a session or token was used at `at`.
    async fn touch_session(&self, id: domain::ids::SessionId, at: Timestamp) -> Stored<()>;

    /// Whether the database answers and is migrated: for `/ready` and `doctor`.
    async fn ping(&self) -> Stored<()>;

    /// The partnership that this database serves, and whether its people are invented; `None` before there is one.
    async fn installation(&self) -> Stored<Option<Installation>>;

    /// Marks a new database with its partnership.
    async fn install(&self, installation: &Installation) -> Stored<()>;

    /// Writes a batch of invented or imported history in one transaction, with its events.
    async fn fill(&self, batch: fill::Batch) -> Stored<()>;

    /// Takes away what is outdated, at most `most` rows of each kind in one transaction; answers how many went.
    async fn sweep(&self, outdated: &Outdated, most: u32) -> Stored<u64>;

    /// Checks every chain, `checkpoints` included, and names the first broken link.
    async fn verify_chains(&self, checkpoints: &[Checkpoint]) -> Stored<Verified>;

    /// Heads of the chains that changed after event sequence `after`, oldest change first, at most `limit`.
    async fn heads_after(&self, after: i64, limit: u32) -> Stored<Vec<Head>>;
}

/// Instants before which what is kept for a while only is outdated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// Drafts that were last saved before it.
    pub drafts: Timestamp,
    /// Keys of requests that were answered before it.
    pub keys: Timestamp,
    /// Counts of guesses, the last of which was before it.
    pub throttles: Timestamp,
    /// Sessions that were last used before it.
    pub sessions: Timestamp,
    /// Openings of records that were over before it, which are marked as ended.
    pub openings: Timestamp,
    /// Jobs that were done before it.
    pub jobs: Timestamp,
    /// Invitations that expired before it.
    pub invitations: Timestamp,
    /// Entries of court lists that are nobody's, of hearings before this day.
    pub court_entries: Date,
}

/// What a database is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its name.
    pub name: String,
    /// Whether its people are invented.
    pub demonstration: bool,
    /// When it was installed.
    pub at: Timestamp,
}

/// Where a page of a list by instants goes on, newest first: past the row of this instant and id. The instant alone does
/// not tell two rows of one millisecond apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The row's instant.
    pub at: Timestamp,
    /// The row's id.
    pub id: Uuid,
}

/// The head of one chain, and the highest sequence it was read at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The chain's id.
    pub chain: Uuid,
    /// The last event's place.
    pub position: i64,
    /// Its hash.
    pub hash: [u8; 32],
    /// Its sequence in the whole log.
    pub sequence: i64,
}

/// A head as a signed file remembers it.
pub type Checkpoint = Head;

/// What a check of all chains found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Chains checked.
    pub chains: u64,
    /// Events checked.
    pub events: u64,
    /// Payloads that a disposal has emptied.
    pub disposed: u64,
    /// Looks of the ledger that seals cover.
    pub looks: u64,
    /// The first broken link, if any.
    pub broken: Option<BrokenLink>,
}

/// One transaction. Dropping it undoes it.
#[async_trait]
pub trait Tx:
    People
    + Referrals
    + Accounts
    + Agreements
    + Cases
    + Duties
    + Desks
    + Meetings
    + Appointments
    + Past
    + Pathways
    + Audits
    + Consents
    + Screenings
    + Hubs
    + Listings
    + Casework
    + Provisions
    + Silences
    + Plans
    + Risks
    + Scores
    + WaysIn
    + Known
    + Everybody
    + Courts
    + Orders
    + Convictions
    + Summaries
    + Secondments
    + Departures
    + Handovers
    + Openings
    + Restrictions
    + IdentityReviews
    + Likenesses
    + Matcher
    + RepeatContacts
    + Receipts
    + LookReviews
    + Rectifications
    + AccessRequests
    + LedgerSeals
    + Retention
    + Mistakes
    + Send
{
    /// Makes it durable.
    async fn commit(self: Box<Self>) -> Stored<()>;

    /// Ends one that only read.
    async fn end(self: Box<Self>) -> Stored<()>;

    /// Makes readings that are known to follow.
    async fn ahead(&mut self, readings: &[Ahead<'_>]) -> Stored<()>;

    /// Appends events to their chains, in order.
    async fn append_events(&mut self, events: Vec<NewEvent>) -> Stored<()>;

    /// Events about a person with their sequence, newest first, sealed under their sections; `before` is a sequence.
    async fn timeline(
        &mut self,
        person: PersonId,
        before: Option<EventId>,
        limit: u32,
    ) -> Stored<Vec<(EventId, Sealed<TimelineEvent>)>>;

    /// Writes a ledger row in this transaction.
    async fn record_look(&mut self, row: &LedgerRow) -> Stored<()>;

    /// Who has looked at a person's record, newest first.
    async fn looks(&mut self, person: PersonId, before: Option<Place>, limit: u32) -> Stored<Vec<Look>>;
}
