//! Retention and disposal, and disclosures that were a mistake.

use super::Stored;
use async_trait::async_trait;
use domain::{
    agency::AgencyKind,
    ids::{AgencyId, DisposalId, HoldId, MistakeId, PersonId},
    mistake::Mistake,
    retention::{Disposal, DisposalState, Hold, Holding, Proposal, Schedule},
    stamp::Stamp,
};
use gate::ListFilter;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// What a disposal took away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposed {
    /// Rows, by the kind of record.
    pub rows: Vec<(String, u64)>,
    /// Events whose content was emptied.
    pub emptied: u64,
    /// Where the person's chain stood, and its hash there.
    pub head: (i64, [u8; 32]),
    /// Whether no agency holds anything more, so that the person is gone altogether.
    pub whole: bool,
}

/// Ports for retention and disposal.
#[async_trait]
pub trait Retention {
    /// Lets everybody else who decides about this record wait until this transaction is over.
    async fn lock_record(&mut self, person: PersonId) -> Stored<()>;

    /// Rows for a kind of agency, and the agency's own, of every day.
    async fn schedules(&mut self, kind: AgencyKind, agency: AgencyId) -> Stored<Vec<Schedule>>;

    /// Adds a row of an agency's own; the one before it for the same records ends the day before.
    async fn add_schedule(&mut self, one: &Schedule) -> Stored<bool>;

    /// People of whom an agency holds something and whose records are open to the account of the filter, in order.
    async fn held_people(
        &mut self,
        filter: &ListFilter,
        of: AgencyId,
        today: Date,
        after: Option<PersonId>,
        limit: u32,
    ) -> Stored<Vec<PersonId>>;

    /// Whether this is one of them.
    async fn is_held(
        &mut self,
        filter: &ListFilter,
        of: AgencyId,
        today: Date,
        person: PersonId,
    ) -> Stored<bool>;

    /// What the agency holds about these people, as far as its retention depends on it.
    async fn holdings(&mut self, agency: AgencyId, today: Date, people: &[PersonId]) -> Stored<Vec<Holding>>;

    /// What this agency recorded is held by a hold on the record; `None` where there is no such hold.
    async fn held_by(&mut self, person: PersonId, hold: HoldId) -> Stored<Option<AgencyId>>;

    /// Holds that stand on what these agencies recorded, of records that are open to the account of the filter: with the short
    /// reference of each, by the day of review.
    async fn standing_holds(
        &mut self,
        filter: &ListFilter,
        of: &[AgencyId],
        today: Date,
        limit: u32,
    ) -> Stored<Vec<(Hold, String)>>;

    /// Holds on what an agency recorded about somebody, the latest first.
    async fn holds(&mut self, person: PersonId, agency: AgencyId, limit: u32) -> Stored<Vec<Hold>>;

    /// Places a hold; `false`, and nothing written, where one stands.
    async fn add_hold(&mut self, hold: &Hold) -> Stored<bool>;

    /// Ends a hold; `false` where it had ended.
    async fn end_hold(&mut self, hold: &Hold) -> Stored<bool>;

    /// Writes a proposal down; `false`, and nothing written, where one waits.
    async fn propose_disposal(&mut self, one: &Proposal) -> Stored<bool>;

    /// Disposals of what these agencies recorded: those that wait first, then the latest.
    async fn disposals(&mut self, of: &[AgencyId], limit: u32) -> Stored<Vec<Disposal>>;

    /// One of them.
    async fn disposal(&mut self, of: &[AgencyId], id: DisposalId) -> Stored<Option<Disposal>>;

    /// Decides; `false` where it was decided before.
    async fn decide_disposal(&mut self, id: DisposalId, state: DisposalState, stamp: &Stamp) -> Stored<bool>;

    /// Takes away what the agency of a disposal that two people decided holds about its person, and the person with it where
    /// nobody else holds anything; leaves a tombstone.
    async fn dispose(&mut self, one: &Proposal, at: Timestamp) -> Stored<Disposed>;

    /// Keeps the certificate of a disposal that was carried out.
    async fn certify_disposal(&mut self, id: DisposalId, certificate: &str) -> Stored<()>;

    /// Disposals that were carried out at or after an instant, in order, after one of them.
    async fn carried_out(
        &mut self,
        from: Timestamp,
        after: Option<DisposalId>,
        limit: u32,
    ) -> Stored<Vec<Disposal>>;

    /// Whether the disposal was carried out here.
    async fn was_carried_out(&mut self, id: DisposalId) -> Stored<bool>;

    /// Puts a disposal that was carried out elsewhere in the place of what is known of it here.
    async fn take_disposal(&mut self, one: &Disposal) -> Stored<()>;

    /// The hash of a chain at a place, and what the chain of the partnership tells of a disposal.
    async fn certified(
        &mut self,
        chain: Uuid,
        position: i64,
        told: DisposalId,
    ) -> Stored<(Option<[u8; 32]>, Option<String>)>;
}

/// Ports for the register of mistaken disclosures.
#[async_trait]
pub trait Mistakes {
    /// Writes down what was reported.
    async fn add_mistake(&mut self, one: &Mistake) -> Stored<()>;

    /// Mistakes that these agencies reported: open ones first, by their hours, then the latest closed.
    async fn mistakes(&mut self, of: &[AgencyId], limit: u32) -> Stored<Vec<Mistake>>;

    /// One of them.
    async fn mistake(&mut self, of: &[AgencyId], id: MistakeId) -> Stored<Option<Mistake>>;

    /// Writes the last fact down; `false` when it is no longer the version that was seen.
    async fn append_mistake(&mut self, one: &Mistake, seen: i64) -> Stored<bool>;

    /// Those that a person is told of, the latest first.
    async fn mistakes_told(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Mistake>>;
}
