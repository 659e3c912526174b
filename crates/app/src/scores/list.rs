//! Reading a person's scores, and one with its working.

use crate::{
    App, Cx,
    people::{Glance, InTurn, Names},
    ports::{ScorePlace, Stored, Tx},
    refusal::Refusal,
};
use async_trait::async_trait;
use domain::{
    ids::{PersonId, ScoreId},
    person::Identity,
    reoffending_score::ReoffendingScore,
    section::Purpose,
};
use gate::{Action, Sealed, Standing, Viewer, Withheld};

/// Scores on one page, of those that the gate opens.
const SHOWN: usize = 50;

/// A person's scores, newest first.
struct Newest;

#[async_trait]
impl InTurn for Newest {
    type Place = ScorePlace;
    type One = ReoffendingScore;

    async fn next(
        &self,
        tx: &mut dyn Tx,
        person: PersonId,
        after: Option<ScorePlace>,
        limit: u32,
    ) -> Stored<Vec<(ScorePlace, Sealed<ReoffendingScore>)>> {
        tx.scores(person, after, limit).await
    }
}

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
    /// Whether the viewer may record another that corrects it.
    pub may_correct: bool,
}

fn line(score: ReoffendingScore, names: &Names) -> ScoreLine {
    ScoreLine { by: names.account(score.stamp.by), agency: names.agency(score.stamp.agency), score }
}

impl Cx<'_> {
    /// The newest score that the gate opens and nobody has corrected.
    pub(crate) async fn newest_score(
        &mut self,
        standing: &Standing,
    ) -> Result<Option<ReoffendingScore>, Refusal> {
        let scores = self.opened_in_turn(standing, Newest, SHOWN, &mut Vec::new()).await?;
        Ok(scores.into_iter().find(|score| score.corrected_by.is_none()))
    }

    /// All scores that the gate opens, newest first, for a copy of the record.
    pub(crate) async fn all_opened_scores(
        &mut self,
        standing: &Standing,
    ) -> Result<Vec<ReoffendingScore>, Refusal> {
        self.opened_in_turn(standing, Newest, usize::MAX, &mut Vec::new()).await
    }
}

/// Reads a person's scores.
pub async fn scores(app: &App, viewer: &Viewer, person: PersonId) -> Result<ScoresPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read scores").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let mut withheld = Vec::new();
    let scores = cx.opened_in_turn(&standing, Newest, SHOWN, &mut withheld).await?;
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
    let own = score.stamp.agency == cx.agency();
    let stands = score.corrected_by.is_none();
    let may_correct = own && stands && cx.permit(Action::RecordScore, &standing, None).is_ok();
    cx.answer(OpenedScore { person: identity, glance, line: line(score, &names), may_correct }).await
}
