//! The list form of a decision: the same clauses, as conditions that storage turns into SQL.

use crate::{
    agreement::Condition,
    standing::{Access, Standing},
};
use domain::ids::{AccountId, AgencyId};
use std::collections::BTreeSet;

/// Which people a list may show: those for whom any of the conditions holds, and to whom access is not limited.
///
/// Storage must also leave out everybody with limited access who has not named the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFilter {
    /// The viewer's account.
    pub account: AccountId,
    /// The viewer's agency.
    pub agency: AgencyId,
    any_of: BTreeSet<Condition>,
}

impl ListFilter {
    pub(crate) const fn new(account: AccountId, agency: AgencyId, any_of: BTreeSet<Condition>) -> Self {
        Self { account, agency, any_of }
    }

    /// Whether an involvement, referral or team of this kind is enough.
    pub fn by(&self, condition: Condition) -> bool {
        self.any_of.contains(&condition)
    }

    /// Whether it shows nobody at all.
    pub fn is_empty(&self) -> bool {
        self.any_of.is_empty()
    }

    /// The same rule for one loaded person; the property tests hold it against the item decision.
    pub fn shows(&self, standing: &Standing) -> bool {
        matches!(standing.access, Access::Ordinary | Access::LimitedNamed)
            && self.any_of.iter().any(|condition| condition.holds(standing))
    }
}
