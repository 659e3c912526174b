//! Grants: who does what. Work of roles, not sharing between agencies, so part of the program and of no agreement.

use crate::{action::Action, standing::Viewer};
use domain::{
    agency::AgencyKind,
    agreement::Condition,
    referral::Side,
    role::{Role, Roles},
};

/// Lets some people take some actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its number, unique among grants and the clauses of *Interim 1*.
    pub number: u16,
    /// In any of these roles.
    pub roles: Vec<Role>,
    /// Of these kinds of agency; empty means any.
    pub agency_kinds: Vec<AgencyKind>,
    /// What they may do.
    pub actions: Vec<Action>,
    /// When: any of these is enough. Empty for actions that concern no existing person.
    pub when: Vec<Condition>,
    /// On which side of a referral, where it matters.
    pub side: Option<Side>,
}

impl Grant {
    /// Whether the grant speaks of `viewer`.
    pub fn speaks_of(&self, viewer: &Viewer) -> bool {
        Roles::of(&self.roles).meets(viewer.roles)
            && (self.agency_kinds.is_empty() || self.agency_kinds.contains(&viewer.agency_kind))
    }
}
