//! Computing a score and recording it.

use super::kept;
use crate::{App, Cx, Once, events::EventKind, refusal::Refusal};
use domain::{
    ids::{PersonId, ScoreId},
    reoffending_score::{
        Ages, History, Inputs, InputsWrong, Percent, Predictor, RecordedSex, ReoffendingScore, ScoreDays,
        arp::{self, Answers, OffenceFree, OffenceKind},
        offence_weight::{OffenceCode, ScoredOffence},
        ogrs3,
    },
    section::{Purpose, Section},
};
use gate::{Action, Standing, Viewer};

/// What a predictor takes besides the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Put {
    /// OGRS3: the code of the current offence.
    Ogrs3(OffenceCode),
    /// The predictor of the OGRS4 generation.
    Arp {
        /// The current offence.
        offence: OffenceKind,
        /// Answers about the present.
        answers: Answers,
        /// The score for serious reoffending that another system computed.
        serious: Option<Percent>,
    },
}

/// What somebody puts in. Ages follow from the date of birth on the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordScore {
    /// Whose.
    pub person: PersonId,
    /// The days that it rests on.
    pub days: ScoreDays,
    /// The group by sex, as court records give it.
    pub sex: RecordedSex,
    /// Age at the first sanction.
    pub first_age: u8,
    /// Sanctions in all, the current one among them.
    pub sanctions: u16,
    /// What the predictor takes besides.
    pub put: Put,
    /// The score that this one corrects.
    pub supersedes: Option<ScoreId>,
}

impl From<InputsWrong> for Refusal {
    fn from(wrong: InputsWrong) -> Self {
        let said = wrong.to_string();
        let mut letters = said.chars();
        let said: String =
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
        Self::field(wrong.field(), wrong.code(), said)
    }
}

/// Computes a score and records it.
///
/// Invariant: the score and its event commit together; the same `once` records one; a score is corrected once, by the agency that
/// recorded it.
pub async fn record(
    app: &App,
    viewer: &Viewer,
    command: RecordScore,
    once: Option<&Once>,
) -> Result<ScoreId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a score").await?;
    cx.permit_role(Action::RecordScore)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::RecordScore, &standing, None)?;
    let inputs = cx.inputs(&standing, &command).await?;
    if let Some(former) = command.supersedes {
        cx.may_be_corrected(&standing, former, inputs.predictor()).await?;
    }
    let score = ReoffendingScore {
        supersedes: command.supersedes,
        ..ReoffendingScore::computed(cx.id(), command.person, command.days, inputs, cx.stamp())
    };
    cx.tx.add_score(&score).await?;
    let mut event = cx.event(score.person, EventKind::ScoreRecorded, Section::Risk, kept::event(&score));
    event.subject = Some(score.id.0);
    cx.append(event);
    cx.remember(once, score.id.0).await?;
    cx.answer(score.id).await
}

impl Cx<'_> {
    /// Refuses to correct a score that is not there, is another agency's, was corrected before, or is another predictor's: two
    /// predictors measure differently, and neither makes the other wrong.
    async fn may_be_corrected(
        &mut self,
        standing: &Standing,
        former: ScoreId,
        predictor: Predictor,
    ) -> Result<(), Refusal> {
        let wrong = || {
            Refusal::NotNow(
                "Only a score of your own agency that nobody has corrected yet can be corrected, by the same predictor."
                    .to_owned(),
            )
        };
        let Some(sealed) = self.tx.score(former).await? else { return Err(wrong()) };
        let label = sealed.label();
        if label.person != standing.person || label.holder != self.agency() {
            return Err(wrong());
        }
        let opened = self.open(standing, sealed).opened();
        let stands =
            |score: &ReoffendingScore| score.corrected_by.is_none() && score.inputs.predictor() == predictor;
        opened.filter(stands).map(drop).ok_or_else(wrong)
    }

    /// What is put into the predictor, with ages by the date of birth on the record.
    async fn inputs(&mut self, standing: &Standing, command: &RecordScore) -> Result<Inputs, Refusal> {
        let (days, today) = (command.days, self.today());
        if days.assessed > today {
            return Err(Refusal::field(
                "assessed_on",
                "future",
                "The day of the assessment must be today or in the past",
            ));
        }
        if days.convicted > today {
            return Err(Refusal::field(
                "convicted",
                "future",
                "The day of conviction must be today or in the past",
            ));
        }
        days.check()?;
        let Some(born) = self.identity(standing).await?.born else {
            return Err(Refusal::NotNow(
                "Ages follow from the date of birth, and this record has none. Add it to the record, then compute the score."
                    .to_owned(),
            ));
        };
        let ages = Ages::on(born, days.convicted, command.first_age, days.counted_from)?;
        let history = History::new(command.sex, ages, command.sanctions)?;
        Ok(match &command.put {
            Put::Ogrs3(code) => {
                Inputs::Ogrs3(ogrs3::Inputs { history, offence: ScoredOffence::on(days.assessed, *code)? })
            }
            Put::Arp { offence, answers, serious } => Inputs::Arp(arp::Inputs {
                history,
                offence: *offence,
                offence_free: OffenceFree::between(days.counted_from, days.assessed),
                answers: answers.clone(),
                serious: *serious,
            }),
        })
    }
}
