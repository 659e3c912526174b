//! The secondments to and from one's own agency.

use super::MOST;
use crate::{App, Cx, refusal::Refusal};
use domain::{
    ids::SecondmentId,
    secondment::{Secondment, SecondmentMove},
    section::Purpose,
};
use gate::{Action, Viewer};

/// A secondment as a page shows it.
#[derive(Debug, Clone)]
pub struct SecondmentView {
    /// The secondment.
    pub secondment: Secondment,
    /// The secondee's name.
    pub who: String,
    /// The name of the agency they come from.
    pub home: String,
    /// The name of the agency they go to.
    pub host: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// Who took each step since.
    pub by: Vec<String>,
    /// Whether it is in force today.
    pub in_force: bool,
    /// Whether it can open nothing any more.
    pub over: bool,
    /// The steps that are open to the viewer.
    pub moves: Vec<SecondmentMove>,
}

/// The secondments to and from the viewer's agency, newest first.
pub async fn secondments(app: &App, viewer: &Viewer) -> Result<Vec<SecondmentView>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "list secondments").await?;
    cx.permit_role(Action::ArrangeSecondment)?;
    let own = cx.agency();
    let found = cx.tx.secondments_of_agency(own, MOST).await?;
    let views = cx.secondment_views(found).await?;
    cx.answer(views).await
}

/// One secondment to or from the viewer's agency.
///
/// # Errors
/// [`Refusal::NotFound`] for one between two other agencies.
pub async fn secondment(app: &App, viewer: &Viewer, id: SecondmentId) -> Result<SecondmentView, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "read a secondment").await?;
    cx.permit_role(Action::ArrangeSecondment)?;
    let one = cx.own_secondment(id).await?;
    let view = cx.secondment_views(vec![one]).await?.pop().ok_or(Refusal::NotFound)?;
    cx.answer(view).await
}

impl Cx<'_> {
    /// One secondment to or from the viewer's agency; any other is as absent.
    pub(super) async fn own_secondment(&mut self, id: SecondmentId) -> Result<Secondment, Refusal> {
        let (found, own) = (self.tx.secondment(id).await?, self.agency());
        let party = |one: &Secondment| one.proposal.home == own || one.proposal.host == own;
        found.filter(party).ok_or(Refusal::NotFound)
    }

    async fn secondment_views(&mut self, found: Vec<Secondment>) -> Result<Vec<SecondmentView>, Refusal> {
        let steps = found.iter().flat_map(|one| one.facts().iter().map(|(stamp, _)| stamp.by));
        let accounts = found.iter().flat_map(|one| [one.proposal.account, one.proposal.stamp.by]);
        let accounts: Vec<_> = accounts.chain(steps).collect();
        let agencies = found.iter().flat_map(|one| [one.proposal.home, one.proposal.host]);
        let names = self.names(accounts, agencies).await?;
        let (account, own, today) = (self.viewer.account, self.agency(), self.today());
        let view = |one: Secondment| SecondmentView {
            who: names.account(one.proposal.account),
            home: names.agency(one.proposal.home),
            host: names.agency(one.proposal.host),
            proposed_by: names.account(one.proposal.stamp.by),
            by: one.facts().iter().map(|(stamp, _)| names.account(stamp.by)).collect(),
            in_force: one.in_force_on(today),
            over: one.is_over_on(today),
            moves: one.moves(account, own, today),
            secondment: one,
        };
        Ok(found.into_iter().map(view).collect())
    }
}
