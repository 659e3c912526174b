//! Reading a plan: the strands and views that the gate opens, and one strand with its history.

use crate::{
    App,
    people::{Glance, InTurn, Names},
    ports::{Stored, Tx},
    refusal::Refusal,
};
use async_trait::async_trait;
use domain::{
    ids::{AccountId, PersonId, PlanViewId, StrandId},
    person::Identity,
    plan::{PlanView, Strand, StrandFact, StrandState},
    section::Purpose,
};
use gate::{Action, Sealed, Viewer, Withheld};

/// Strands under way, closed ones and views on one page, of those that the gate opens.
const ROWS: usize = 100;

/// Strands that stand so, newest first.
struct Strands(StrandState);

#[async_trait]
impl InTurn for Strands {
    type Place = StrandId;
    type One = Strand;

    async fn next(
        &self,
        tx: &mut dyn Tx,
        person: PersonId,
        after: Option<StrandId>,
        limit: u32,
    ) -> Stored<Vec<(StrandId, Sealed<Strand>)>> {
        tx.strands(person, self.0, after, limit).await
    }
}

/// What the person said, newest first.
struct Views;

#[async_trait]
impl InTurn for Views {
    type Place = PlanViewId;
    type One = PlanView;

    async fn next(
        &self,
        tx: &mut dyn Tx,
        person: PersonId,
        after: Option<PlanViewId>,
        limit: u32,
    ) -> Stored<Vec<(PlanViewId, Sealed<PlanView>)>> {
        tx.plan_views(person, after, limit).await
    }
}

/// A strand with names.
#[derive(Debug, Clone)]
pub struct StrandLine {
    /// The strand.
    pub strand: Strand,
    /// Who began it.
    pub by: String,
    /// The agency that holds it.
    pub agency: String,
    /// Whether the viewer may record its next fact.
    pub may_step: bool,
}

/// What the person said once, with names.
#[derive(Debug, Clone)]
pub struct ViewLine {
    /// What they said.
    pub view: PlanView,
    /// Who recorded it.
    pub by: String,
    /// For which agency.
    pub agency: String,
}

/// A person's plan.
#[derive(Debug, Clone)]
pub struct PlanPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Strands that the gate opens: those under way first, then by pathway.
    pub strands: Vec<StrandLine>,
    /// What the person said, newest first.
    pub views: Vec<ViewLine>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Names of owners, and of agencies to be asked.
    pub names: Names,
    /// Whether the viewer may add to it.
    pub may_keep: bool,
}

/// One strand.
#[derive(Debug, Clone)]
pub struct OpenedStrand {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The strand.
    pub line: StrandLine,
    /// Names of owners and writers.
    pub names: Names,
    /// Colleagues to whom a step may be given, where the viewer may give one.
    pub colleagues: Vec<(AccountId, String)>,
}

fn accounts(strand: &Strand) -> impl Iterator<Item = AccountId> {
    let owners = strand.facts().iter().filter_map(|(_, fact)| match fact {
        StrandFact::Agreed(step) => step.owner.account,
        _ => None,
    });
    owners.chain(strand.facts().iter().map(|(stamp, _)| stamp.by)).chain([strand.begun.stamp.by])
}

fn line(strand: Strand, names: &Names, may_step: bool) -> StrandLine {
    let stamp = strand.begun.stamp;
    StrandLine { by: names.account(stamp.by), agency: names.agency(stamp.agency), strand, may_step }
}

/// Reads a person's plan.
pub async fn plan(app: &App, viewer: &Viewer, person: PersonId) -> Result<PlanPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a plan").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let mut withheld = Vec::new();
    let mut strands = Vec::new();
    for state in [StrandState::Open, StrandState::Closed] {
        strands.extend(cx.opened_in_turn(&standing, Strands(state), ROWS, &mut withheld).await?);
    }
    strands.sort_by_key(|one| (one.state() as u8, one.begun.topic.pathway() as u8, one.begun.id));
    let views = cx.opened_in_turn(&standing, Views, ROWS, &mut withheld).await?;
    let people = strands.iter().flat_map(accounts).chain(views.iter().map(|one| one.stamp.by));
    let agencies = strands.iter().map(|one| one.begun.stamp.agency);
    let agencies = agencies.chain(views.iter().map(|one| one.stamp.agency));
    let names = cx.names(people, agencies.chain(withheld.iter().map(|closed| closed.ask))).await?;
    let (own, may_keep) = (cx.agency(), cx.permit(Action::KeepPlan, &standing, None).is_ok());
    let strands = strands.into_iter().map(|strand| {
        let may_step = may_keep && strand.begun.stamp.agency == own && strand.came().is_none();
        line(strand, &names, may_step)
    });
    let strands = strands.collect();
    let views = views.into_iter().map(|view| ViewLine {
        by: names.account(view.stamp.by),
        agency: names.agency(view.stamp.agency),
        view,
    });
    let views = views.collect();
    cx.answer(PlanPart { person: identity, glance, strands, views, withheld, names, may_keep }).await
}

/// Reads one strand. One that is absent takes the same way as one out of reach.
pub async fn strand(app: &App, viewer: &Viewer, id: StrandId) -> Result<OpenedStrand, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a strand of a plan").await?;
    let found = cx.tx.strand(id).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let sealed = found.ok_or(Refusal::NotFound)?;
    let strand = cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let names = cx.names(accounts(&strand), [strand.begun.stamp.agency]).await?;
    let own = strand.begun.stamp.agency == cx.agency() && strand.came().is_none();
    let may_step = own && cx.permit(Action::KeepPlan, &standing, None).is_ok();
    let colleagues = if may_step { cx.colleagues().await? } else { Vec::new() };
    let line = line(strand, &names, may_step);
    cx.answer(OpenedStrand { person: identity, glance, line, names, colleagues }).await
}
