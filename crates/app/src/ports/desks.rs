//! How somebody likes to look at their desk, and the digest that they may be sent.

use super::Stored;
use async_trait::async_trait;
use domain::{
    account::Account,
    agency::AgencyKind,
    duty::DutyKind,
    ids::{AccountId, PersonId},
};
use gate::ListFilter;
use jiff::{Timestamp, civil::Date};

/// How somebody likes to look at what is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeskChoice {
    /// Only what is due about this person.
    pub person: Option<PersonId>,
    /// Only what is of this kind.
    pub kind: Option<DutyKind>,
    /// Grouped by person, and not by date.
    pub by_person: bool,
}

/// Somebody to whom a digest is to be sent.
#[derive(Debug, Clone)]
pub struct Addressee {
    /// Whom.
    pub account: Account,
    /// The kind of their agency.
    pub agency_kind: AgencyKind,
}

/// How a sending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendingEnd {
    /// The server has it.
    Sent,
    /// It did not leave, and may be tried again from then on.
    Waits(Timestamp),
    /// It is given up for the day.
    GivenUp,
}

/// Ports for desks.
#[async_trait]
pub trait Desks {
    /// How an account likes to look at what is due.
    async fn desk_choice(&mut self, account: AccountId) -> Stored<DeskChoice>;

    /// Remembers how an account likes to look at what is due.
    async fn set_desk_choice(&mut self, account: AccountId, choice: &DeskChoice) -> Stored<()>;

    /// How many referrals of `account` wait for others, as far as the filter shows the people.
    async fn count_awaiting(&mut self, filter: &ListFilter, account: AccountId, today: Date) -> Stored<u64>;

    /// How many notices `account` has not seen, as far as the filter shows the people.
    async fn count_notices(&mut self, filter: &ListFilter, account: AccountId, today: Date) -> Stored<u64>;

    /// From which minute of a working day an account wants its digest; `None` when it wants none.
    async fn digest_minute(&mut self, account: AccountId) -> Stored<Option<u32>>;

    /// Sets from which minute an account wants its digest; `None` for none.
    async fn set_digest_minute(&mut self, account: AccountId, minute: Option<u32>) -> Stored<()>;

    /// Who wants a digest by `minute` of `day` and may still be sent one: open accounts without a sending for that day, or
    /// with one that did not leave and waits until `now` at the latest.
    async fn digests_due(
        &mut self,
        day: Date,
        minute: u32,
        now: Timestamp,
        limit: u32,
    ) -> Stored<Vec<Addressee>>;

    /// Notes, before it leaves, that the digest of `day` is sent: the number of the attempt, or `None` when another sending
    /// of it has begun or ended.
    async fn begin_digest(&mut self, account: AccountId, day: Date, now: Timestamp) -> Stored<Option<u32>>;

    /// Notes how a sending ended.
    async fn end_digest(&mut self, account: AccountId, day: Date, end: SendingEnd) -> Stored<()>;
}
