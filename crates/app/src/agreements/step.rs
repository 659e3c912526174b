//! The steps of a version's life, but for signing: sent for review, sent back, suspended, resumed, reviewed, ended.

use super::{findings::errors_of, versions::newest};
use crate::{
    App, Cx,
    refusal::{FieldError, Refusal},
};
use domain::{
    agreement::{Fact, State, Version},
    ids::AgreementId,
    section::Purpose,
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// A step, with what must be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A party wants something else.
    Return(Line),
    /// Nothing is seen under it until it is resumed.
    Suspend(Line),
    /// It holds again.
    Resume(Line),
    /// It was reviewed and is kept; the next review is due by that day.
    Review(Date, Line),
    /// It is over.
    End(Line),
}

/// Sends a draft for review. From then on it stands still.
///
/// # Errors
/// [`Refusal::Invalid`] with everything that is missing.
pub async fn submit(app: &App, viewer: &Viewer, id: AgreementId, seen: i64) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "send an agreement for review").await?;
    cx.permit_role(Action::ManageAgreement)?;
    let draft = newest(cx.versions_of(id).await?)?;
    cx.ask(Action::ManageAgreement, &draft)?;
    let state = draft.state(cx.today());
    if state != State::Draft {
        return Err(Refusal::not_now("agreement", state.words()));
    }
    let partners = cx.partners().await?;
    let wrong = errors_of(&draft, &partners, cx.today());
    if !wrong.is_empty() {
        let errors = wrong.into_iter().map(|sentence| FieldError::new("terms", "missing", sentence));
        return Err(Refusal::Invalid(errors.collect()));
    }
    let after = cx.take_agreement(draft, seen, Fact::Submitted).await?;
    let now = after.seen();
    cx.answer(now).await
}

/// Takes a step with the newest version, or with version `number`.
///
/// # Errors
/// [`Refusal::NotNow`] where it stands otherwise; [`Refusal::Role`] for those who may not take it for a party.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    (id, number): (AgreementId, Option<u16>),
    seen: i64,
    step: Step,
) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "take a step with an agreement").await?;
    let sends_back = matches!(step, Step::Return(_));
    cx.permit_role(if sends_back { Action::SignAgreement } else { Action::ManageAgreement })?;
    let versions = cx.versions_of(id).await?;
    let version = match number {
        Some(number) => versions.into_iter().find(|one| one.number == number).ok_or(Refusal::NotFound)?,
        None => newest(versions)?,
    };
    if sends_back {
        if !cx.sees(&version, cx.today()) {
            return Err(Refusal::NotFound);
        }
        // Whoever may sign may refuse to; a party's lead may too.
        let may = cx.signs_for(&version).is_some() || cx.acts(Action::ManageAgreement, &version);
        if !may {
            return Err(Refusal::Role(Action::SignAgreement));
        }
    } else {
        cx.ask(Action::ManageAgreement, &version)?;
    }
    let fact = cx.fact(&version, step)?;
    let after = cx.take_agreement(version, seen, fact).await?;
    let now = after.seen();
    cx.answer(now).await
}

impl Cx<'_> {
    fn fact(&self, version: &Version, step: Step) -> Result<Fact, Refusal> {
        let today = self.today();
        let state = version.state(today);
        let not_now = || Err(Refusal::not_now("agreement", state.words()));
        Ok(match step {
            Step::Return(why) => Fact::Returned(why),
            // What its days have ended is over, whatever its facts say.
            _ if state == State::Ended => return not_now(),
            Step::Suspend(why) => Fact::Suspended(why),
            Step::Resume(why) => {
                let suspended = version.facts().iter().rev().find_map(|(stamp, fact)| match fact {
                    Fact::Suspended(_) => Some(stamp.agency),
                    _ => None,
                });
                if !version.binds_everybody() && suspended.is_some_and(|by| by != self.agency()) {
                    let words = "The agency that suspended this agreement is the one to resume it.";
                    return Err(Refusal::NotNow(words.to_owned()));
                }
                Fact::Resumed(why)
            }
            Step::Review(next, words) => {
                if next <= today {
                    return Err(Refusal::field("next", "past", "The next review must lie ahead"));
                }
                Fact::Reviewed(next, words)
            }
            Step::End(why) => Fact::Ended(why),
        })
    }

    /// Writes down that versions before this one, which holds from today or before, have lost their place to it.
    pub(super) async fn supersede_before(
        &mut self,
        later: &Version,
        versions: &[Version],
    ) -> Result<u64, Refusal> {
        let day = self.today();
        let mut count = 0;
        for former in versions.iter().filter(|one| {
            let live = matches!(one.state(day), State::InForce | State::Signed | State::Suspended);
            one.agreement == later.agreement && one.number < later.number && live
        }) {
            let seen = former.seen();
            self.take_agreement(former.clone(), seen, Fact::Superseded(later.number)).await?;
            count += 1;
        }
        Ok(count)
    }
}

/// Writes down what days alone have brought about: a version that was signed beforehand begins, and the one before loses its
/// place. Answers how many did. Nobody waits for it: a later version in force counts in any case.
///
/// # Errors
/// When the database cannot be written.
pub async fn begin_due(app: &App) -> Result<u64, Refusal> {
    let itself = super::seed::itself(app);
    let mut cx = app.write(&itself, Purpose::Administration, "begin agreements").await?;
    let versions = cx.tx.versions().await?;
    let day = cx.today();
    let mut count = 0;
    for later in versions.iter().filter(|one| one.state(day) == State::InForce && one.number > 1) {
        count += cx.supersede_before(later, &versions).await?;
    }
    cx.answer(count).await
}
