//! What others wait for from an agency that has left, and what it leads on: answered for it, called off, or led by another.

use crate::{Cx, refusal::Refusal};
use domain::{
    departure::Departure,
    ids::{AgencyId, PersonId},
    text::Line,
};

/// What everybody is told who waited for it.
const WHY: &str = "The agency has left the partnership";

impl Cx<'_> {
    /// Answers for an agency that has left: what was offered to it goes back, what it was asked is declined, what it asked needs no
    /// answer any more, and meetings that it arranged are called off. What was due by them stays due, with whoever takes over.
    pub(super) async fn answer_for_leaver(
        &mut self,
        departure: &Departure,
        person: PersonId,
    ) -> Result<(), Refusal> {
        let why = Line::new(WHY).map_err(|_| crate::cx::missing("a reason"))?;
        let waiting = self.tx.waiting_to_pass_on(person, departure.agency).await?;
        for one in waiting.handovers {
            self.hand_back(&one, why.clone()).await?;
        }
        for one in waiting.questions {
            self.decline_for(one, departure.agency, why.clone()).await?;
        }
        for one in waiting.meetings {
            self.call_meeting_off(one, why.clone()).await.map(drop)?;
        }
        Ok(())
    }

    /// The activities of a person's orders that it led on are led by whoever takes over.
    pub(super) async fn lead_for_leaver(
        &mut self,
        departure: &Departure,
        person: PersonId,
        heir: AgencyId,
    ) -> Result<(), Refusal> {
        let records = self.tx.orders_led_by(person, departure.agency).await?;
        if records.is_empty() {
            return Ok(());
        }
        let names = self.names([], [heir]).await?;
        let body = Line::new(&names.agency(heir)).map_err(|_| crate::cx::missing("name of an agency"))?;
        let why = Line::new(WHY).map_err(|_| crate::cx::missing("a reason"))?;
        for record in records {
            self.lead_passes(&record, departure.agency, (heir, body.clone()), why.clone()).await?;
        }
        Ok(())
    }
}
