//! Recommending to a court: one assessment, three forms of report; and what the court did.

use super::{OpenedScreening, body};
use crate::{App, Cx, Once, events::EventKind, people::Glance, refusal::Refusal};
use domain::{
    audit::{Finding, Rules},
    ids::{PersonId, RecommendationId, ScreeningId},
    person::Identity,
    recommendation::{Outcome, Proposal, Recommendation, Report, ReportForm, draft, suggested},
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Standing, Viewer};

/// What else the score gate asks besides AUDIT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gate {
    /// SADQ-C, where it was given.
    pub sadq_c: Option<u8>,
    /// Whether a clinician judges the person dependent.
    pub dependent: bool,
}

/// What the form needs.
#[derive(Debug, Clone)]
pub struct Recommending {
    /// The assessment with what belongs to it.
    pub opened: OpenedScreening,
    /// What the guidance suggests.
    pub suggested: Option<Proposal>,
    /// The guidance in force.
    pub rules: Rules,
}

impl Recommending {
    /// The draft in one form for one proposal.
    pub fn draft(&self, form: ReportForm, proposal: Proposal, day: &str) -> String {
        let called = self.opened.person.called();
        let finding: Option<Finding> = self.opened.audit.as_ref().and_then(|audit| audit.finding);
        draft(
            form,
            &Report {
                called: &called,
                day,
                screening: &self.opened.screening,
                finding: finding.as_ref(),
                proposal,
            },
        )
    }
}

/// Opens the form: the assessment, and what the guidance suggests on it.
pub async fn recommending(
    app: &App,
    viewer: &Viewer,
    screening: ScreeningId,
    gate: Gate,
) -> Result<Recommending, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "recommendation form").await?;
    cx.permit_role(Action::Recommend)?;
    let opened = cx.opened_screening(screening).await?;
    if !opened.may_recommend {
        return Err(Refusal::NotFound);
    }
    let (rules, suggested) = guided(&mut cx, &opened, gate).await?;
    cx.answer(Recommending { opened, suggested, rules }).await
}

async fn guided(
    cx: &mut Cx<'_>,
    opened: &OpenedScreening,
    gate: Gate,
) -> Result<(Rules, Option<Proposal>), Refusal> {
    let editions = cx.tx.audit_rules().await?;
    let day = opened.screening.day;
    let rules = *Rules::on(day, &editions).ok_or(crate::cx::missing("rules of recommendation"))?;
    let finding = opened.audit.as_ref().and_then(|audit| audit.finding);
    Ok((rules, suggested(finding.as_ref(), gate.sadq_c, gate.dependent, &rules)))
}

/// A recommendation to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommend {
    /// On which assessment.
    pub screening: ScreeningId,
    /// In which form.
    pub form: ReportForm,
    /// What is proposed.
    pub proposal: Proposal,
    /// What else the guidance was asked.
    pub gate: Gate,
    /// The text as it is given.
    pub text: Prose,
}

/// Keeps the recommendation as it is given to the court.
///
/// Invariant: it, its count and its event commit together; the same `once` keeps one.
pub async fn recommend(
    app: &App,
    viewer: &Viewer,
    command: Recommend,
    once: Option<&Once>,
) -> Result<RecommendationId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "recommend to a court").await?;
    cx.permit_role(Action::Recommend)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let opened = cx.opened_screening(command.screening).await?;
    if !opened.may_recommend {
        return Err(Refusal::NotFound);
    }
    let (_, suggested) = guided(&mut cx, &opened, command.gate).await?;
    let given = Recommendation {
        id: cx.id(),
        person: opened.screening.person,
        screening: command.screening,
        form: command.form,
        proposal: command.proposal,
        suggested,
        text: Some(command.text),
        outcome: None,
        stamp: cx.stamp(),
    };
    cx.tx.add_recommendation(&given).await?;
    cx.tx.count_recommendations(opened.screening.contact).await?;
    let body = body::recommendation(&given);
    let mut event = cx.event(given.person, EventKind::RecommendationMade, Section::Court, body);
    event.subject = Some(given.id.0);
    cx.append(event);
    cx.remember(once, given.id.0).await?;
    cx.answer(given.id).await
}

/// One recommendation as its reader may see it.
#[derive(Debug, Clone)]
pub struct OpenedRecommendation {
    /// About whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The recommendation.
    pub recommendation: Recommendation,
    /// Who recommended.
    pub by: String,
    /// For which agency.
    pub agency: String,
    /// Whether the viewer may record what the court did.
    pub may_record: bool,
}

impl Cx<'_> {
    async fn opened_recommendation(
        &mut self,
        id: RecommendationId,
    ) -> Result<(Standing, Recommendation), Refusal> {
        let found = self.tx.recommendation(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let opened = found.and_then(|sealed| self.open(&standing, sealed).opened());
        opened.map(|one| (standing, one)).ok_or(Refusal::NotFound)
    }
}

/// Opens one recommendation.
pub async fn recommendation(
    app: &App,
    viewer: &Viewer,
    id: RecommendationId,
) -> Result<OpenedRecommendation, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a recommendation").await?;
    let (standing, one) = cx.opened_recommendation(id).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let names = cx.names([one.stamp.by], [one.stamp.agency]).await?;
    let own = one.stamp.agency == cx.agency();
    let may_record = own && cx.permit(Action::Recommend, &standing, None).is_ok();
    cx.answer(OpenedRecommendation {
        person: identity,
        glance,
        by: names.account(one.stamp.by),
        agency: names.agency(one.stamp.agency),
        recommendation: one,
        may_record,
    })
    .await
}

/// Records what the court did with a recommendation of the viewer's own agency; a correction is recorded after it.
pub async fn record_outcome(
    app: &App,
    viewer: &Viewer,
    id: RecommendationId,
    outcome: Outcome,
    once: Option<&Once>,
) -> Result<PersonId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record the outcome of a hearing").await?;
    cx.permit_role(Action::Recommend)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let (standing, given) = cx.opened_recommendation(id).await?;
    if given.stamp.agency != cx.agency() {
        return Err(Refusal::NotFound);
    }
    cx.permit(Action::Recommend, &standing, None)?;
    if outcome.day > cx.today() {
        return Err(Refusal::field("day", "future", "The day must be today or in the past"));
    }
    if outcome.made && !given.proposal.is_requirement() {
        return Err(Refusal::field("made", "no-requirement", "No requirement was recommended"));
    }
    let stamp = cx.stamp();
    cx.tx.add_outcome(given.person, id, &outcome, &stamp).await?;
    let screening = cx.tx.screening(given.screening).await?;
    if let Some(screening) = screening.and_then(|sealed| cx.open(&standing, sealed).opened()) {
        cx.tx.count_recommendations(screening.contact).await?;
    }
    cx.hand_over_follows(&standing, &outcome).await?;
    let body = body::outcome(outcome);
    let mut event = cx.event(given.person, EventKind::RecommendationOutcome, Section::Court, body);
    event.subject = Some(id.0);
    cx.append(event);
    cx.remember(once, given.person.0).await?;
    cx.answer(given.person).await
}
