//! Sharing: what each agency at work sees under which clause, and who has looked.

use super::about::Glance;
use crate::{App, ledger::Look, refusal::Refusal};
use domain::{
    ids::PersonId,
    person::Identity,
    section::{Level, Purpose, Section},
};
use gate::{Action, Viewer};
use jiff::Timestamp;

/// Looks on one page.
const LOOKS: u32 = 50;

/// The Sharing page.
#[derive(Debug, Clone)]
pub struct Sharing {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Under which agreement.
    pub agreement: String,
    /// What the viewer sees, section by section.
    pub seen: Vec<SeenBy>,
    /// Who has looked, newest first.
    pub looks: Vec<Look>,
    /// Where the next page begins.
    pub next: Option<Timestamp>,
}

/// What the viewer sees of one section that other agencies recorded.
#[derive(Debug, Clone)]
pub struct SeenBy {
    /// Which section.
    pub section: Section,
    /// How much, and under which clause; or why not.
    pub answer: Result<(Level, u16), gate::Reason>,
}

/// Opens the Sharing page: for people who work with the person.
pub async fn sharing(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    before: Option<Timestamp>,
) -> Result<Sharing, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read who has looked").await?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::SeeWhoLooked, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let elsewhere = domain::ids::AgencyId(uuid::Uuid::nil());
    let seen = Section::ALL
        .iter()
        .map(|&section| {
            let label = gate::Label::own(person, section, elsewhere);
            let answer = app.gate.decide(viewer, Purpose::Supervision, &standing, label);
            SeenBy { section, answer: answer.map(|basis| (basis.level, basis.clause)) }
        })
        .collect();
    let mut looks = cx.tx.looks(person, before, LOOKS + 1).await?;
    let more = looks.len() > LOOKS as usize;
    looks.truncate(LOOKS as usize);
    let next = if more { looks.last().map(|look| look.at) } else { None };
    let agreement = app.gate.agreement();
    let agreement = format!("{}, version {}", agreement.title, agreement.version);
    cx.answer(Sharing { person: identity, glance, agreement, seen, looks, next }).await
}
