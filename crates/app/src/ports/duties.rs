//! What is due.

use super::Stored;
use async_trait::async_trait;
use domain::{
    duty::{Closing, Duty, DutyKind, Owner},
    ids::{AccountId, AgencyId, DutyId, PersonId},
    stamp::Stamp,
};
use gate::{ListFilter, Sealed};
use jiff::civil::Date;
use uuid::Uuid;

/// Where a list of duties goes on: after this day and id.
pub type AfterDuty = Option<(Date, DutyId)>;

/// Ports for duties.
#[async_trait]
pub trait Duties {
    /// Opens duties.
    async fn open_duties(&mut self, duties: &[Duty], stamp: &Stamp) -> Stored<()>;

    /// Closes the open duties of these kinds that follow from `subject`; answers how many there were.
    async fn close_duties(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kinds: &[DutyKind],
        closing: Closing,
        stamp: &Stamp,
    ) -> Stored<u64>;

    /// Closes the open duties of one kind that one agency owes because of `subject`; the others' stay.
    async fn close_duties_of(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kind: DutyKind,
        agency: AgencyId,
        closing: Closing,
        stamp: Stamp,
    ) -> Stored<u64>;

    /// Gives the open duties of these kinds that follow from `subject` another day.
    async fn move_duties(
        &mut self,
        person: PersonId,
        subject: Uuid,
        kinds: &[DutyKind],
        due: Date,
    ) -> Stored<u64>;

    /// Hands the open duties of a person from one owner to another; nobody named means the agency's own.
    async fn hand_over_duties(&mut self, person: PersonId, from: Owner, to: Owner) -> Stored<u64>;

    /// Open duties of `account` up to `until`, overdue ones first, as far as the filter shows the people.
    async fn duties(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        today: Date,
        until: Date,
        limit: u32,
    ) -> Stored<Vec<Duty>>;

    /// Open duties of everybody at `agency` up to `until`, as far as the filter shows the people.
    async fn duties_of_agency(
        &mut self,
        filter: &ListFilter,
        agency: AgencyId,
        today: Date,
        until: Date,
        after: AfterDuty,
        limit: u32,
    ) -> Stored<Vec<Duty>>;

    /// Open duties on a person's record, soonest first.
    async fn duties_about(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Duty>>>;
}
