//! Reading a person's scores, and one with its working.

use crate::{
    App,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    ids::{PersonId, ScoreId},
    person::Identity,
    reoffending_score::ReoffendingScore,
    section::Purpose,
};
use gate::{Action, Viewer, Withheld};

/// Scores on one page.
const ROWS: u32 = 50;

/// One score with names.
#[derive(Debug, Clone)]
pub struct ScoreLine {
    /// The score.
    pub score: ReoffendingScore,
    /// Who recorded it.
    pub by: String,
    /// For which agency.
    pub agency: String,
}

/// A person's scores.
#[derive(Debug, Clone)]
pub struct ScoresPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Scores that the gate opens, newest first.
    pub scores: Vec<ScoreLine>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Names of agencies to be asked.
    pub names: Names,
    /// Whether the viewer may record another.
    pub may_record: bool,
}

/// One score with whom it is about.
#[derive(Debug, Clone)]
pub struct OpenedScore {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The score.
    pub line: ScoreLine,
}

fn line(score: ReoffendingScore, names: &Names) -> ScoreLine {
    ScoreLine { by: names.account(score.stamp.by), agency: names.agency(score.stamp.agency), score }
}

/// Reads a person's scores.
pub async fn scores(app: &App, viewer: &Viewer, person: PersonId) -> Result<ScoresPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read scores").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.scores(person, ROWS).await?;
    let mut withheld = Vec::new();
    let scores = cx.open_or_note(&standing, sealed, &mut withheld);
    let agencies = scores.iter().map(|one| one.stamp.agency).chain(withheld.iter().map(|closed| closed.ask));
    let names = cx.names(scores.iter().map(|one| one.stamp.by), agencies).await?;
    let scores = scores.into_iter().map(|score| line(score, &names)).collect();
    let may_record = cx.permit(Action::RecordScore, &standing, None).is_ok();
    cx.answer(ScoresPart { person: identity, glance, scores, withheld, names, may_record }).await
}

/// Reads one score. One that is absent takes the same way as one out of reach.
pub async fn score(app: &App, viewer: &Viewer, id: ScoreId) -> Result<OpenedScore, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a score").await?;
    let found = cx.tx.score(id).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let sealed = found.ok_or(Refusal::NotFound)?;
    let score = cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let names = cx.names([score.stamp.by], [score.stamp.agency]).await?;
    cx.answer(OpenedScore { person: identity, glance, line: line(score, &names) }).await
}
