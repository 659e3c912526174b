//! A referral whose service has ended for everybody: it goes to the service that takes over, or back to whoever referred.

use super::{make::send_again, step::Loaded};
use crate::{Cx, refusal::Refusal};
use domain::{
    referral::{DeclineReason, EndReason, Fact, Referral, Side},
    service::Service,
    text::Prose,
};
use gate::{Label, Standing};

impl Cx<'_> {
    /// Ends a referral in progress with the reason, and sends what it asked to `to` where there is one. Whoever referred is told
    /// by the end; where nobody takes over, they owe the person another way.
    pub(crate) async fn pass_referral_on(
        &mut self,
        label: Label,
        referral: Referral,
        to: Option<&Service>,
    ) -> Result<(), Refusal> {
        let words =
            to.and_then(|one| Prose::new(&format!("Passed on to {}, {}", one.name, one.agency_name)).ok());
        let fact = match (referral.state().waits_for_answer(), to.is_some()) {
            (true, true) => Fact::Declined(DeclineReason::PassedOn, words),
            (true, false) => Fact::Declined(DeclineReason::ServiceEnded, None),
            (false, true) => Fact::Concluded(Some(EndReason::PassedOn), words),
            (false, false) => Fact::Concluded(Some(EndReason::ServiceEnded), None),
        };
        let request = referral.request.clone();
        let (standing, clocks) = (Standing::none(label.person), self.clocks_of(&referral).await?);
        self.take(Loaded { standing, label, referral, side: Side::Provider, clocks }, fact).await?;
        match to {
            Some(service) => send_again(self, &request, service).await,
            None => Ok(()),
        }
    }
}
