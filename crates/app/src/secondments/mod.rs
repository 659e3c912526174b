//! Secondments: a member of staff works for another agency for a while, and acts for one of the two at a time.
//!
//! What holds: both agencies say yes before anything opens; what a secondee sees goes by the agency they act for alone, which
//! is said once, where the session or token is read (`accounts`); on the last day, or at an earlier end, the host's part closes
//! at the next request, and what was theirs to do there is the host's team's.

mod act;
mod list;
mod pass_on;
mod propose;
mod step;

pub use act::{Choice, Choices, act_for, choices};
pub use list::{SecondmentView, secondment, secondments};
pub use pass_on::pass_on_due;
pub use propose::{Propose, hosts, propose};
pub use step::{SecondmentStep, step};

use crate::{events::EventKind, refusal::Refusal};
use domain::{
    role::{Role, Roles},
    secondment::{Proposal, SecondmentFact, SecondmentRefused},
};
use serde_json::{Value, json};

/// Secondments of one agency, or of one account, read at most.
const MOST: u32 = 200;

/// The roles that a secondee may have at the host: those that work with people there.
pub const ROLES: [Role; 10] = Role::CASEWORK;

impl From<SecondmentRefused> for Refusal {
    fn from(refused: SecondmentRefused) -> Self {
        Self::not_now("secondment", refused.from.words())
    }
}

fn told(proposal: &Proposal) -> Value {
    json!({
        "account": proposal.account.0,
        "home": proposal.home.0,
        "host": proposal.host.0,
        "roles": codes_of(proposal.roles),
        "from": proposal.from.to_string(),
        "until": proposal.until.to_string(),
    })
}

fn codes_of(roles: Roles) -> Vec<&'static str> {
    roles.iter().map(Role::code).collect()
}

const fn kind_of(fact: &SecondmentFact) -> EventKind {
    match fact {
        SecondmentFact::Agreed => EventKind::SecondmentAgreed,
        SecondmentFact::Declined(_) => EventKind::SecondmentDeclined,
        SecondmentFact::Withdrawn(_) => EventKind::SecondmentWithdrawn,
        SecondmentFact::Ended(_) => EventKind::SecondmentEnded,
    }
}
