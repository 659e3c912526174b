//! The list form of a decision: the same clauses, as conditions that storage turns into SQL.
//!
//! Who may be known of follows the clauses about identity, and these rest on relations alone (a clause that says otherwise cannot
//! be written), so a list needs nothing that a look into four indexes does not tell.

use crate::{
    rules::Rules,
    standing::{Access, Standing, Viewer},
};
use domain::{
    agreement::Condition,
    ids::{AccountId, AgencyId},
    section::{Purpose, Section},
};
use jiff::Timestamp;
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
    /// The instant that openings are measured against.
    pub at: Timestamp,
    any_of: BTreeSet<Condition>,
}

impl ListFilter {
    /// The filter for `viewer` and `purpose` under `rules`.
    pub(crate) fn of(rules: &Rules, viewer: &Viewer, purpose: Purpose) -> Self {
        let said = rules.candidates(viewer, Section::Identity, purpose);
        let any_of = said.flat_map(|(_, clause)| clause.when.iter().copied()).collect();
        Self { account: viewer.account, agency: viewer.agency, at: Timestamp::UNIX_EPOCH, any_of }
    }

    /// The same at an instant: an opening that is over by then is none.
    #[must_use]
    pub fn at(self, at: Timestamp) -> Self {
        Self { at, ..self }
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
            && self.any_of.iter().any(|condition| standing.relations.has(*condition))
    }
}
