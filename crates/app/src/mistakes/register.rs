//! The register, one report, and what a person is told.

use crate::{App, Cx, departures::Kept, people::Names, refusal::Refusal};
use domain::{
    ids::{AgencyId, MistakeId, PersonId},
    mistake::{Mistake, MistakeMove, MistakeState},
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::Timestamp;

/// Reports that are listed.
const LISTED: u32 = 200;

/// The register of an agency.
#[derive(Debug, Clone)]
pub struct Register {
    /// This instant, against which the hours are told.
    pub now: Timestamp,
    /// The agencies whose register it is: the viewer's, and each that has left and whose records it keeps.
    pub keeps: Vec<Kept>,
    /// Open ones first, by their hours, then the latest closed.
    pub mistakes: Vec<Mistake>,
}

/// One report.
#[derive(Debug, Clone)]
pub struct OneMistake {
    /// This instant.
    pub now: Timestamp,
    /// Which agency reported it.
    pub kept: Kept,
    /// The report with its history.
    pub mistake: Mistake,
    /// The steps that may be taken.
    pub moves: Vec<MistakeMove>,
    /// Names of those who reported it and took steps.
    pub names: Names,
}

/// The register that the viewer's agency keeps.
pub async fn register(app: &App, viewer: &Viewer) -> Result<Register, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "read the register of mistaken disclosures").await?;
    cx.permit_role(Action::HandleMistake)?;
    let (now, keeps) = (cx.at, cx.keeps().await?);
    let mistakes = cx.tx.mistakes(&agencies(&keeps), LISTED).await?;
    cx.answer(Register { now, keeps, mistakes }).await
}

/// Those about several people, or about nobody by name, of which nobody has decided whether the commissioner is told: by their
/// hours. One of one's own agency about one person is a duty on their record. None for whoever does not keep the register.
pub async fn undecided(app: &App, viewer: &Viewer) -> Result<Vec<Mistake>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "mistaken disclosures to decide about").await?;
    if cx.permit_role(Action::HandleMistake).is_err() {
        return cx.answer(Vec::new()).await;
    }
    let keeps = cx.keeps().await?;
    let mut open = cx.tx.mistakes(&agencies(&keeps), LISTED).await?;
    let own = cx.agency();
    let waits = |one: &Mistake| one.state() == MistakeState::Open && one.commissioner().is_none();
    // Whoever keeps the register of an agency that has left need not know of the person, so the duty may show to nobody.
    open.retain(|one| (one.person.is_none() || one.agency() != own) && waits(one));
    cx.answer(open).await
}

/// One report of the register that the viewer's agency keeps.
pub async fn mistake(app: &App, viewer: &Viewer, id: MistakeId) -> Result<OneMistake, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "read a mistaken disclosure").await?;
    cx.permit_role(Action::HandleMistake)?;
    let now = cx.at;
    let (mistake, kept) = cx.kept_mistake(id).await?;
    let by = mistake.facts().iter().map(|(stamp, _)| stamp.by).chain([mistake.stamp.by]);
    let names = cx.names(by.collect::<Vec<_>>(), []).await?;
    let moves = mistake.moves();
    cx.answer(OneMistake { now, kept, mistake, moves, names }).await
}

fn agencies(keeps: &[Kept]) -> Vec<AgencyId> {
    keeps.iter().map(|one| one.agency).collect()
}

impl Cx<'_> {
    /// A report of the register that the viewer's agency keeps, and which agency reported it. Any other is as absent.
    pub(super) async fn kept_mistake(&mut self, id: MistakeId) -> Result<(Mistake, Kept), Refusal> {
        let keeps = self.keeps().await?;
        let found = self.tx.mistake(&agencies(&keeps), id).await?.ok_or(Refusal::NotFound)?;
        let kept = keeps.into_iter().find(|one| one.agency == found.agency()).ok_or(Refusal::NotFound)?;
        Ok((found, kept))
    }
}

/// What a person is told of mistakes with their record, by the agencies of which the reader may know that they work with them:
/// the reader's own alone.
pub async fn told_to(app: &App, viewer: &Viewer, person: PersonId) -> Result<Vec<Mistake>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read what a person is told of mistakes").await?;
    cx.permit_role(Action::SeeWhoLooked)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::SeeWhoLooked, &standing, None)?;
    let agency = cx.agency();
    let told = cx.tx.mistakes_told(person, LISTED).await?;
    let own = told.into_iter().filter(|one| one.agency() == agency).collect();
    cx.answer(own).await
}
