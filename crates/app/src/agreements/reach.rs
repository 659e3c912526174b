//! Who may see a version, and what they may do with it.
//!
//! What all parties have signed is known to the information governance leads, managers and coordinators of the whole partnership:
//! an area that does not know its own agreements cannot add them up. Until then it is its parties' own.

use crate::{Cx, refusal::Refusal};
use domain::{
    agreement::{Parties, State, Version},
    ids::AgencyId,
};
use gate::Action;
use jiff::civil::Date;

impl Cx<'_> {
    /// Whether the viewer may see this version at all.
    pub(super) fn sees(&self, version: &Version, day: Date) -> bool {
        let state = version.state(day);
        let waits = state != State::Draft && self.signs_for(version).is_some();
        let made = !matches!(state, State::Draft | State::UnderReview | State::Returned);
        let reads = self.permit_role(Action::SeeAgreements).is_ok();
        waits || (reads && (made || version.terms.binds(self.agency())))
    }

    /// The agency for which the viewer is the named signatory. Of standing clauses, which name nobody, it is an information
    /// governance lead of an agency that neither drafted them nor sent them for review: nobody opens everybody's records alone.
    pub(super) fn signs_for(&self, version: &Version) -> Option<AgencyId> {
        let (account, agency) = (self.viewer.account, self.agency());
        match &version.terms.parties {
            Parties::Listed(parties) => {
                let named = parties.iter().find(|one| one.signatory == account && one.agency == agency);
                named.map(|party| party.agency)
            }
            Parties::Everyone => {
                let leads = self.permit_role(Action::ManageAgreement).is_ok();
                (leads && !version.wrote(agency)).then_some(agency)
            }
        }
    }

    /// Whether the viewer's agency is a party, and the viewer may do this for it.
    pub(super) fn acts(&self, action: Action, version: &Version) -> bool {
        self.permit_role(action).is_ok() && version.terms.binds(self.agency())
    }

    /// Asks whether the viewer may do this for a party.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for what the viewer may not see, [`Refusal::Role`] where another agency's lead may.
    pub(super) fn ask(&self, action: Action, version: &Version) -> Result<(), Refusal> {
        if !self.sees(version, self.today()) {
            return Err(Refusal::NotFound);
        }
        if self.acts(action, version) { Ok(()) } else { Err(Refusal::Role(action)) }
    }

    /// Whether the viewer may speak for a party: its lead, its manager, or whoever signs for it.
    pub(super) fn speaks(&self, version: &Version) -> bool {
        let bound = version.terms.binds(self.agency());
        self.signs_for(version).is_some() || (bound && self.permit_role(Action::SeeAgreements).is_ok())
    }
}
