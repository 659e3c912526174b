//! What is left to a provider of a referral that is over: its own answer, and nothing of the person.

use super::{EndReason, Fact, Move, Referral};
use crate::{
    ids::{AgencyId, PersonId, ReferralId, ServiceId},
    stamp::Stamp,
    text::Prose,
};

/// How a referral to an agency ended: what the agency itself said, or that it was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAnswer {
    /// Which referral.
    pub referral: ReferralId,
    /// About whom; shown to nobody by this.
    pub person: PersonId,
    /// The short reference that both ends know it by.
    pub reference: String,
    /// The agency that referred.
    pub from: AgencyId,
    /// To which service.
    pub service: ServiceId,
    /// The step that ended it.
    pub step: Move,
    /// The reason that the agency gave, in words; none of a withdrawal, which is another's.
    pub reason: Option<String>,
    /// What the agency wrote with it.
    pub words: Option<Prose>,
    /// Who took the step, when, for which agency.
    pub stamp: Stamp,
}

impl Referral {
    /// What the agency that was asked keeps of it, once it is over.
    pub fn own_answer(&self) -> Option<OwnAnswer> {
        let (stamp, fact) = self.facts().last()?;
        let (reason, words) = match fact {
            Fact::Declined(reason, words) => (Some(reason.words()), words.clone()),
            Fact::Concluded(reason, words) => (reason.map(EndReason::words), words.clone()),
            Fact::Withdrawn(..) => (None, None),
            _ => return None,
        };
        let request = &self.request;
        Some(OwnAnswer {
            referral: request.id,
            person: request.person,
            reference: request.reference.clone(),
            from: request.from,
            service: request.service,
            step: fact.as_move(),
            reason: reason.map(str::to_owned),
            words,
            stamp: *stamp,
        })
    }
}
