//! What a use-case is about to read.

use super::{AfterDuty, DutyQuery};
use domain::ids::{AccountId, AgencyId, PersonId};
use gate::ListFilter;
use jiff::civil::Date;

/// One reading that follows in the same transaction, with the same parameters. Storage may fetch several of them in one
/// message; whether it does changes nothing that is answered. Numbers are limits.
#[derive(Debug, Clone, Copy)]
pub enum Ahead<'a> {
    /// [`super::People::identities`].
    Identities(&'a [PersonId]),
    /// [`super::People::contacts`].
    Contacts(PersonId, u32),
    /// [`super::People::communication`].
    Communication(PersonId, u32),
    /// [`super::People::risk_flags`].
    Risks(&'a [PersonId], Date, u32),
    /// [`super::People::orders`].
    Orders(&'a [PersonId], u32),
    /// [`super::People::needs`].
    Needs(PersonId, u32),
    /// [`super::People::involvements`].
    Involvements(PersonId, Date, u32),
    /// [`super::Referrals::referrals_of`].
    Referrals(PersonId, u32),
    /// The first page of [`super::People::notes`].
    Notes(PersonId, u32),
    /// [`super::Desks::desk_choice`].
    Choice(AccountId),
    /// [`super::Secondments::staff`].
    Staff(AgencyId, Date, u32),
    /// The first page of [`super::People::caseload`].
    Caseload(&'a ListFilter, AccountId, u32, Date),
    /// [`super::Referrals::awaiting`] and [`super::Cases::notices`], and how many there are of both.
    Awaiting(&'a ListFilter, AccountId, u32, Date),
    /// [`super::Duties::duty_page`].
    Duties {
        /// As far as this shows the people.
        filter: &'a ListFilter,
        /// Which.
        query: &'a DutyQuery,
        /// Today in London.
        today: Date,
        /// Where the page begins.
        after: AfterDuty,
        /// Rows at most.
        limit: u32,
    },
    /// [`super::Duties::duty_tallies`].
    Tallies(&'a ListFilter, &'a DutyQuery, Date),
    /// [`super::Duties::people_with_duties`].
    PeopleOfDuties {
        /// As far as this shows them.
        filter: &'a ListFilter,
        /// Whose duties.
        account: AccountId,
        /// Today in London.
        today: Date,
        /// Up to this day.
        until: Date,
        /// People at most.
        limit: u32,
    },
    /// [`super::Duties::workload`].
    Workload(&'a ListFilter, AgencyId, Date),
}
