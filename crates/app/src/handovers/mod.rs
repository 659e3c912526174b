//! Handing a person over to probation: from the team that met them at court to an owner at a probation agency.
//!
//! What holds: until the agency that was asked has an owner for the person, both ends owe something and see it. What the
//! giver did for the person ends with the answer, unless it has still something to do. Deliberately not here: an order that
//! goes from one probation agency to another, which is a step of the order.

mod answer;
mod give;
mod open;

pub use answer::{HandoverStep, answer};
pub use give::{HandOver, hand_over};
pub use open::{HandoverForm, HandoverView, handover, handover_form};

use crate::{
    Cx,
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    case_handover::{CaseHandover, HandoverRefused},
    duty::{DutyKind, Owner},
    ids::{AccountId, AgencyId, CaseHandoverId, DutyId, PersonId},
    involvement::{Involvement, InvolvementRole},
};
use gate::Standing;
use std::collections::BTreeMap;

/// Handovers of one person read at most.
const MOST: u32 = 50;

impl From<HandoverRefused> for Refusal {
    fn from(refused: HandoverRefused) -> Self {
        Self::not_now("handover", refused.from.words())
    }
}

impl Cx<'_> {
    /// One handover that the viewer may see, and what relates them to its person. One that is absent takes the same
    /// statements as one that is out of reach.
    async fn case_handover(&mut self, id: CaseHandoverId) -> Result<(Standing, CaseHandover), Refusal> {
        let found = self.tx.case_handover(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let opened = found.and_then(|sealed| self.open(&standing, sealed).opened());
        opened.map(|one| (standing, one)).ok_or(Refusal::NotFound)
    }

    /// A person's handovers that the viewer may see, newest first.
    async fn case_handovers(&mut self, standing: &Standing) -> Result<Vec<CaseHandover>, Refusal> {
        let sealed = self.tx.case_handovers_of(standing.person, MOST).await?;
        Ok(self.open_all(standing, sealed))
    }

    /// Tells that an involvement has ended.
    pub(crate) fn involvement_ended(&mut self, ended: &Involvement) {
        let (section, body) = (ended.role.section(), body::involvement(ended));
        let mut event = self.event(ended.person, EventKind::InvolvementEnded, section, body);
        event.subject = Some(ended.id.0);
        self.append(event);
    }

    /// Who takes the person on looks at the risks again that were found before: those are no reason for the agency that found them to
    /// keep sight of the person.
    async fn take_over_reviews(&mut self, person: PersonId, from: AgencyId) -> Result<(), Refusal> {
        let mut owed: BTreeMap<Option<AccountId>, Vec<DutyId>> = BTreeMap::new();
        for one in self.tx.duties_by_order(person, from).await? {
            if one.kind == DutyKind::RiskReview {
                owed.entry(one.account).or_default().push(one.duty);
            }
        }
        let to = Owner { agency: self.agency(), account: None };
        for (account, duties) in owed {
            self.hand_over_duties(person, duties, Owner { agency: from, account }, to).await?;
        }
        Ok(())
    }

    /// Ends what an agency did for the person at court, where it has nothing more to do about them. Whoever still owes
    /// something keeps sight of the person until it is done.
    async fn end_screening(&mut self, person: PersonId, agency: AgencyId) -> Result<(), Refusal> {
        if self.tx.owes(person, agency).await? > 0 {
            return Ok(());
        }
        let today = self.today();
        for ended in self.tx.end_part(person, agency, InvolvementRole::Screening, today).await? {
            self.involvement_ended(&ended);
        }
        Ok(())
    }
}
