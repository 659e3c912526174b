//! Sharing: what each agency at work sees under which clause, and who has looked.

use super::about::Glance;
use crate::{App, Cx, ledger::Look, ports::Place, refusal::Refusal};
use domain::{
    ids::{AgencyId, PersonId},
    person::Identity,
    section::{Level, Purpose, Section},
};
use gate::{Action, Standing, Viewer};
use std::collections::BTreeSet;

/// Looks on one page.
pub(super) const LOOKS: u32 = 50;

/// The Sharing page.
#[derive(Debug, Clone)]
pub struct Sharing {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The agreements in force to which the viewer's agency is a party, with their versions.
    pub agreements: Vec<String>,
    /// What the viewer sees, section by section.
    pub seen: Vec<SeenBy>,
    /// Who has looked, newest first.
    pub looks: Vec<Look>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// What the viewer sees of one section that other agencies recorded.
#[derive(Debug, Clone)]
pub struct SeenBy {
    /// Which section.
    pub section: Section,
    /// How much, under which agreement and clause; or why not.
    pub answer: Result<(Level, String, u16), gate::Reason>,
}

/// Opens the Sharing page: for people who work with the person.
pub async fn sharing(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    before: Option<Place>,
) -> Result<Sharing, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read who has looked").await?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::SeeWhoLooked, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let circle = cx.circle(&standing).await?;
    let seen: Vec<SeenBy> =
        Section::ALL.iter().map(|&section| seen_of_others(&cx, &standing, section, &circle)).collect();
    let sections: Vec<Section> =
        seen.iter().filter(|one| one.answer.is_ok()).map(|one| one.section).collect();
    let (looks, next) = known_looks(&mut cx, person, before, &circle, &sections).await?;
    let agreements = in_force(&cx);
    cx.answer(Sharing { person: identity, glance, agreements, seen, looks, next }).await
}

/// The widest answer for one section among what the other agencies of the circle recorded; where there are none, among what a
/// party that is not known would have.
fn seen_of_others(cx: &Cx<'_>, standing: &Standing, section: Section, circle: &BTreeSet<AgencyId>) -> SeenBy {
    let own = cx.agency();
    let others = circle.iter().copied().filter(|agency| *agency != own);
    let nobody = std::iter::once(AgencyId(uuid::Uuid::nil()));
    let answers = others.chain(nobody).map(|holder| {
        let label = gate::Label::own(standing.person, section, holder);
        cx.gate.decide(&cx.viewer, cx.purpose(), standing, label)
    });
    let widest = answers.max_by_key(|answer| answer.as_ref().ok().map(|basis| basis.level));
    let answer = widest.unwrap_or(Err(gate::Reason::NoClause)).map(|basis| {
        let title = cx.gate.rules().title(basis.agreement).unwrap_or_default().to_owned();
        (basis.level, title, basis.clause)
    });
    SeenBy { section, answer }
}

/// The agreements in force to which the viewer's agency is a party, with their versions.
fn in_force(cx: &Cx<'_>) -> Vec<String> {
    let all = cx.gate.rules().agreements.iter().filter(|agreement| agreement.binds(cx.agency()));
    all.map(|agreement| format!("{}, version {}", agreement.title, agreement.version)).collect()
}

impl Cx<'_> {
    /// The agencies of which the viewer may know that they work with the person: their own, and those of involvements and
    /// referrals that the gate opens. A look by any other agency would tell that it is there.
    pub(crate) async fn circle(&mut self, standing: &Standing) -> Result<BTreeSet<AgencyId>, Refusal> {
        let (person, today) = (standing.person, self.today());
        let involvements = self.tx.involvements(person, today, LOOKS).await?;
        let referrals = self.tx.referrals_of(person, LOOKS).await?;
        let mut circle = BTreeSet::from([self.agency()]);
        circle
            .extend(self.open_all(standing, involvements).into_iter().map(|involvement| involvement.agency));
        for referral in self.open_all(standing, referrals) {
            circle.extend([referral.request.from, referral.request.to]);
        }
        Ok(circle)
    }
}

/// A page of looks by agencies of the circle. Of what another agency was shown it names only sections of which the viewer
/// sees something; the same of what stayed closed, even to the viewer's own agency: that a section was closed tells that
/// somebody recorded something in it. Pages are filled past what is left out, so that a short page tells nothing.
async fn known_looks(
    cx: &mut Cx<'_>,
    person: PersonId,
    before: Option<Place>,
    circle: &BTreeSet<AgencyId>,
    sections: &[Section],
) -> Result<(Vec<Look>, Option<Place>), Refusal> {
    let (own, wanted) = (cx.agency(), LOOKS as usize + 1);
    let (mut looks, mut before) = (Vec::new(), before);
    loop {
        let read = cx.tx.looks(person, before, LOOKS + 1).await?;
        let last = read.len() < wanted;
        before = read.last().map(Look::place);
        looks.extend(read.into_iter().filter(|look| circle.contains(&look.agency_id)));
        if last || looks.len() >= wanted {
            break;
        }
    }
    let more = looks.len() >= wanted;
    looks.truncate(LOOKS as usize);
    for look in &mut looks {
        look.shown.retain(|section| look.agency_id == own || sections.contains(section));
        look.withheld.retain(|section| sections.contains(section));
    }
    let next = if more { looks.last().map(Look::place) } else { None };
    Ok((looks, next))
}
