//! Who did something, when, and for which agency.

use crate::ids::{AccountId, AgencyId};
use jiff::Timestamp;

/// The mark on every fact: instant (UTC, milliseconds), account, and the agency it acted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// When, in UTC to the millisecond.
    pub at: Timestamp,
    /// Who.
    pub by: AccountId,
    /// For which agency.
    pub agency: AgencyId,
}
