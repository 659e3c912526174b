//! What is due.

use super::Stored;
use async_trait::async_trait;
use domain::{
    duty::{Closing, Duty, DutyKind, Owner},
    ids::{AccountId, AgencyId, DutyId, OrderId, PersonId},
    stamp::Stamp,
};
use gate::{ListFilter, Sealed};
use jiff::civil::Date;
use uuid::Uuid;

/// Where a list of duties goes on: after this day and id.
pub type AfterDuty = Option<(Date, DutyId)>;

/// Whose duties are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of one member of staff.
    Account(AccountId),
    /// Those of everybody at an agency, and those that nobody there is named for.
    Agency(AgencyId),
    /// Those of one member of its staff.
    Member(AgencyId, AccountId),
    /// Those that nobody there is named for.
    Unnamed(AgencyId),
}

/// Which open duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyQuery {
    /// Whose.
    pub whose: Whose,
    /// About one person only.
    pub person: Option<PersonId>,
    /// Of one kind only.
    pub kind: Option<DutyKind>,
    /// From this day on.
    pub from: Option<Date>,
    /// Up to this day.
    pub until: Option<Date>,
}

/// An open duty, and because of which order it is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwedBecause {
    /// Which.
    pub duty: DutyId,
    /// What is due.
    pub kind: DutyKind,
    /// What it is about.
    pub subject: Uuid,
    /// Who owes it; nobody where the agency's team does.
    pub account: Option<AccountId>,
    /// The order that it follows from, by a requirement, a referral, an appointment, a meeting or a failure; `None` for what
    /// is about the person as a whole.
    pub order: Option<OrderId>,
}

/// How many open duties of a kind somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyTally {
    /// Who; nobody where the agency's team owes them.
    pub account: Option<AccountId>,
    /// Of which kind.
    pub kind: DutyKind,
    /// Whether their day has passed.
    pub overdue: bool,
    /// How many.
    pub count: u64,
}

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

    /// Closes the open duties of one kind that follow from any of `subjects`; answers from which, once for each duty.
    async fn close_duties_about(
        &mut self,
        person: PersonId,
        subjects: &[Uuid],
        kind: DutyKind,
        closing: Closing,
        stamp: &Stamp,
    ) -> Stored<Vec<Uuid>>;

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

    /// Open duties that `agency` owes on a person's record, with the order that each belongs to by what it follows from.
    async fn duties_by_order(&mut self, person: PersonId, agency: AgencyId) -> Stored<Vec<OwedBecause>>;

    /// Gives these duties, as far as they are open, another owner; nobody named means the agency's own.
    async fn hand_over_duties(&mut self, person: PersonId, duties: &[DutyId], to: Owner) -> Stored<u64>;

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

    /// A page of open duties, soonest first, as far as the filter shows the people.
    async fn duty_page(
        &mut self,
        filter: &ListFilter,
        query: &DutyQuery,
        today: Date,
        after: AfterDuty,
        limit: u32,
    ) -> Stored<Vec<Duty>>;

    /// How many there are of each kind and for whom, as far as the filter shows the people.
    async fn duty_tallies(
        &mut self,
        filter: &ListFilter,
        query: &DutyQuery,
        today: Date,
    ) -> Stored<Vec<DutyTally>>;

    /// The people about whom `account` has open duties up to `until`, as far as the filter shows them.
    async fn people_with_duties(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        today: Date,
        until: Date,
        limit: u32,
    ) -> Stored<Vec<PersonId>>;

    /// With how many people each member of the agency's staff works, as far as the filter shows them.
    async fn workload(
        &mut self,
        filter: &ListFilter,
        agency: AgencyId,
        today: Date,
    ) -> Stored<Vec<(AccountId, u64)>>;

    /// Open duties on a person's record, soonest first.
    async fn duties_about(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Duty>>>;
}
