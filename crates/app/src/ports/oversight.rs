//! What oversight asks of storage: by which rules people are told of looks, and looks as they are watched over.

use super::{Place, Stored};
use crate::ledger_seal::Seal;
use async_trait::async_trait;
use domain::{
    ids::{AccountId, AgencyId, AgreementId, LedgerId, PartnershipId, PersonId},
    look_review::{LookReview, OpenedLook, Sample, SignRule},
    receipt::Rule,
    section::{Purpose, Section},
};
use jiff::{Timestamp, civil::Date};

/// Ports for receipts.
#[async_trait]
pub trait Receipts {
    /// What keeps looks back from receipts, of every day.
    async fn receipt_rules(&mut self) -> Stored<Vec<Rule>>;

    /// From which day to which access to the person's record was limited, limits that were lifted since included; no last day for
    /// one that still is.
    async fn limited_days(&mut self, person: PersonId) -> Stored<Vec<(Date, Option<Date>)>>;
}

/// A look at one person's record, with what its signs follow from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedLook {
    /// The row of the ledger.
    pub id: LedgerId,
    /// The facts.
    pub opened: OpenedLook,
    /// Who looked, by name.
    pub by: String,
    /// The short reference of the record.
    pub reference: String,
    /// Whether it has been reviewed.
    pub reviewed: bool,
}

/// A look that was drawn and waits for its review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnLook {
    /// The row of the ledger.
    pub id: LedgerId,
    /// When.
    pub at: Timestamp,
    /// Who looked, by name.
    pub by: String,
    /// Under which agreement it was drawn.
    pub agreement: AgreementId,
}

/// One look as its reviewer reads it: no word of any record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewedLook {
    /// The row of the ledger.
    pub id: LedgerId,
    /// When.
    pub at: Timestamp,
    /// Who looked.
    pub by_account: AccountId,
    /// By name.
    pub by: String,
    /// What for.
    pub purpose: Purpose,
    /// What was asked: the use-case's name.
    pub asked: String,
    /// The records.
    pub people: Vec<ReviewedRecord>,
    /// What a review found, with its reviewer's name.
    pub review: Option<(LookReview, String)>,
}

/// A record that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewedRecord {
    /// Its short reference.
    pub reference: String,
    /// What was shown.
    pub shown: Vec<Section>,
    /// Under which agreements, with their versions.
    pub under: Vec<(AgreementId, u16)>,
}

/// Who asks for figures or looks: of their own agency, about records that are open to them today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedBy {
    /// Their agency.
    pub agency: AgencyId,
    /// Who they are.
    pub account: AccountId,
    /// Today in London.
    pub today: Date,
}

/// Ports for watching over looks. They answer about one agency's own staff, and of no record that is closed to whoever asks: one
/// with limited access whose list does not name them, or from which they are barred.
#[async_trait]
pub trait LookReviews {
    /// By which rules looks are found unusual, of every day.
    async fn sign_rules(&mut self) -> Stored<Vec<SignRule>>;

    /// Looks of an agency's staff at single records from one instant to another, the latest first.
    async fn watched_looks(
        &mut self,
        by: AskedBy,
        between: (Timestamp, Timestamp),
        days: (Date, Date),
        limit: u32,
    ) -> Stored<Vec<WatchedLook>>;

    /// Looks of an agency's staff from one instant to another, in order, after a place; each with the agreements that it cites,
    /// and perhaps told in several rows.
    async fn citing_looks(
        &mut self,
        by: AskedBy,
        between: (Timestamp, Timestamp),
        after: Option<Place>,
        limit: u32,
    ) -> Stored<Vec<(Place, Vec<(AgreementId, u16)>)>>;

    /// Writes down what was drawn; `false`, and nothing written, when that month was drawn before.
    async fn add_sample(&mut self, sample: &Sample, drawn: &[LedgerId]) -> Stored<bool>;

    /// What an agency has drawn, the latest month first.
    async fn samples(&mut self, agency: AgencyId, limit: u32) -> Stored<Vec<Sample>>;

    /// Looks that were drawn and not reviewed yet, the earliest first.
    async fn drawn_looks(&mut self, by: AskedBy, limit: u32) -> Stored<Vec<DrawnLook>>;

    /// One look of an agency's staff; none where every record that it is about is closed to whoever asks.
    async fn look_for_review(
        &mut self,
        by: AskedBy,
        id: LedgerId,
        limit: u32,
    ) -> Stored<Option<ReviewedLook>>;

    /// Writes a review down; `false`, and nothing written, when there is one.
    async fn add_look_review(&mut self, review: &LookReview) -> Stored<bool>;
}

/// Looks between two instants, as a seal covers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedLooks {
    /// How many.
    pub rows: u64,
    /// Their hash, over that of the seal before.
    pub hash: [u8; 32],
}

/// Ports for binding the ledger to the chain of events.
#[async_trait]
pub trait LedgerSeals {
    /// The seal that was told last.
    async fn last_seal(&mut self, partnership: PartnershipId) -> Stored<Option<Seal>>;

    /// Counts and hashes the looks between two instants, over the hash before.
    async fn seal_looks(
        &mut self,
        before: [u8; 32],
        from: Timestamp,
        until: Timestamp,
    ) -> Stored<SealedLooks>;
}
