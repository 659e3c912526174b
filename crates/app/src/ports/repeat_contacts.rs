//! Contacts of many people with the agencies of the partnership, sealed one by one.

use super::{Listed, Stored};
use async_trait::async_trait;
use domain::{
    identity_review::Pair,
    ids::{AgencyId, PersonId},
    involvement::Involvement,
    repeat_contact::{Arranged, Occasion},
};
use gate::{AtLevel, ListFilter, Sealed};
use jiff::{Timestamp, civil::Date};

/// When somebody came up: most records keep the day, a referral keeps the instant at which it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// On this day.
    Day(Date),
    /// At this instant.
    Instant(Timestamp),
}

/// What is kept of somebody and an agency: under the seal of the record that tells it, whose words it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trace {
    /// They came up there.
    Seen(Occasion, AgencyId, On),
    /// Something is arranged.
    Arranged(Arranged),
}

/// In full or not at all, as each of the records that tell it.
impl AtLevel for Trace {}

/// The window in which contacts count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub since: Date,
    /// The instant at which it begins in London.
    pub from: Timestamp,
    /// The last day: today in London.
    pub today: Date,
}

/// Ports for people in contact with several agencies.
#[async_trait]
pub trait RepeatContacts {
    /// People with whom the viewer's agency works on `today`, in order of id, as far as the filter shows them; `after` is the last
    /// one seen. One statement.
    async fn people_of_agency(
        &mut self,
        filter: &ListFilter,
        after: Option<PersonId>,
        limit: u32,
        today: Date,
    ) -> Stored<Vec<Listed>>;

    /// Pairs of records that are now decided to be of one person, among these people, those who are the same as they, and so on.
    /// One statement; not for showing before the gate was asked about each.
    async fn same_as(&mut self, people: &[PersonId]) -> Stored<Vec<Pair>>;

    /// Where these people came up within the window, and what is arranged for them. Of each there is one row at most for each
    /// record that tells it: the window bounds them. One statement.
    async fn traces(&mut self, people: &[PersonId], window: &Window) -> Stored<Vec<Sealed<Trace>>>;

    /// Involvements of these people that lead on `today`. One statement.
    async fn leading(&mut self, people: &[PersonId], today: Date) -> Stored<Vec<Sealed<Involvement>>>;
}
