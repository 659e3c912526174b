//! What was asked, disclosed and opened about one person, as far as the viewer's own agency has a part in it.

use super::ROWS;
use crate::{
    App,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    ids::{AccountId, AgencyId, PersonId},
    one_off::Disclosure,
    opening::Opening,
    person::Identity,
    question::Question,
    section::Purpose,
};
use gate::{Access, Action, Viewer};
use jiff::{Timestamp, civil::Date};

/// One opening on the list.
#[derive(Debug, Clone)]
pub struct OpeningLine {
    /// The opening.
    pub opening: Opening,
    /// Whether it is open now.
    pub open: bool,
}

/// The part of a person's record about questions and openings.
#[derive(Debug, Clone)]
pub struct OpeningsPart {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Today in London.
    pub today: Date,
    /// Now.
    pub at: Timestamp,
    /// Questions, newest first.
    pub questions: Vec<Question>,
    /// Disclosures that the viewer's agency decided on, newest first.
    pub disclosures: Vec<Disclosure>,
    /// Openings to the viewer's agency, and of its part.
    pub openings: Vec<OpeningLine>,
    /// What the viewer may do.
    pub may: Vec<Action>,
    /// Names of agencies and staff.
    pub names: Names,
}

/// Reads them.
pub async fn openings(app: &App, viewer: &Viewer, person: PersonId) -> Result<OpeningsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read questions and openings").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let (own, at, today) = (cx.agency(), cx.at, cx.today());
    let sealed = cx.tx.questions_of(person, ROWS).await?;
    let mut questions = cx.open_all(&standing, sealed);
    questions.retain(|one| one.asked.from == own || one.asked.to == own);
    let sealed = cx.tx.disclosures_of(person, ROWS).await?;
    let mut disclosures = cx.open_all(&standing, sealed);
    disclosures.retain(|one| one.decision.holder == own);
    let ours = |one: &Opening| one.agency == own || one.holder == Some(own);
    let openings: Vec<OpeningLine> = cx
        .tx
        .openings_of(person, ROWS)
        .await?
        .into_iter()
        .filter(ours)
        .map(|opening| OpeningLine { open: opening.is_open(at), opening })
        .collect();
    let accounts: Vec<AccountId> = openings.iter().filter_map(|one| one.opening.account).collect();
    let agencies: Vec<AgencyId> = questions
        .iter()
        .flat_map(|one| [one.asked.from, one.asked.to])
        .chain(disclosures.iter().map(|one| one.decision.to))
        .chain(openings.iter().map(|one| one.opening.agency))
        .collect();
    let names = cx.names(accounts, agencies).await?;
    let asked = [
        Action::AskQuestion,
        Action::DiscloseOnce,
        Action::OpenInEmergency,
        Action::LimitAccess,
        Action::BarStaff,
    ];
    let mut may: Vec<Action> =
        asked.into_iter().filter(|action| cx.permit(*action, &standing, None).is_ok()).collect();
    let limited = standing.access == Access::LimitedNamed;
    if limited && cx.permit(Action::WarnTeam, &standing, None).is_ok() {
        let apart = cx.tx.kept_apart(identity.person).await?;
        may.extend((!apart.is_empty()).then_some(Action::WarnTeam));
    }
    let (person, part) = (identity, openings);
    cx.answer(OpeningsPart { person, glance, today, at, questions, disclosures, openings: part, may, names })
        .await
}
