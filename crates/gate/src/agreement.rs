//! Agreements and their clauses, as data.

use crate::{
    action::Action,
    standing::{Standing, Viewer},
};
use domain::{
    agency::AgencyKind,
    ids::AgreementId,
    referral::Side,
    role::{Role, Roles},
    section::{Level, Purpose, Section},
};

/// Who a clause speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// In any of these roles.
    pub roles: Vec<Role>,
    /// Of these kinds of agency; empty means any.
    pub agency_kinds: Vec<AgencyKind>,
}

impl Who {
    /// Whether the clause speaks of `viewer`.
    pub fn is(&self, viewer: &Viewer) -> bool {
        Roles::of(&self.roles).meets(viewer.roles)
            && (self.agency_kinds.is_empty() || self.agency_kinds.contains(&viewer.agency_kind))
    }
}

/// Whose records a clause opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// Those that the viewer's own agency recorded, and those that were sent to it.
    Own,
    /// Those of any party.
    Any,
}

/// What must relate the viewer to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Condition {
    /// The viewer's agency has an involvement in force.
    AgencyInvolved,
    /// The viewer is on the person's team.
    OnTeam,
    /// A referral to the viewer's agency is in progress.
    ReferralIn,
    /// A referral by the viewer's agency is in progress.
    ReferralOut,
    /// A referral to the viewer's agency is over.
    ReferralOver,
}

impl Condition {
    /// Whether it holds.
    pub const fn holds(self, standing: &Standing) -> bool {
        standing.relations.has(self)
    }

    /// The condition as a clause says it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AgencyInvolved => "with whom their agency is involved",
            Self::OnTeam => "on whose team they are",
            Self::ReferralIn => "with a referral to their agency in progress",
            Self::ReferralOver => "whose referral to their agency is over",
            Self::ReferralOut => "whom their agency has referred, while that is in progress",
        }
    }
}

/// Lets some people see some sections of some records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its number within the agreement, as the ledger cites it.
    pub number: u16,
    /// Who.
    pub who: Who,
    /// Which sections.
    pub sections: Vec<Section>,
    /// Whose records.
    pub holder: Holder,
    /// How much of them.
    pub level: Level,
    /// For which purposes.
    pub purposes: Vec<Purpose>,
    /// When: any of these is enough.
    pub when: Vec<Condition>,
    /// Lawful basis and power, as the parties wrote it.
    pub basis: &'static str,
}

/// Lets some people take some actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its number within the agreement.
    pub number: u16,
    /// Who.
    pub who: Who,
    /// What they may do.
    pub actions: Vec<Action>,
    /// When: any of these is enough. Empty for actions that concern no existing person.
    pub when: Vec<Condition>,
    /// On which side of a referral, where it matters.
    pub side: Option<Side>,
}

/// An agreement in force: what is not in a clause is not allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// Its title, as pages show it.
    pub title: &'static str,
    /// Its version.
    pub version: u16,
    /// Who sees what.
    pub clauses: Vec<Clause>,
    /// Who does what.
    pub grants: Vec<Grant>,
}
