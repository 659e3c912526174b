//! What the viewer's agency has answered: each end of a referral to it, with the agency's own reason and words.
//!
//! Nothing of the person is opened by this list. Whoever works with the person for another reason, or again, sees who it was.

use crate::{App, people::Names, refusal::Refusal};
use domain::{
    ids::{PersonId, ReferralId},
    person::Identity,
    referral::OwnAnswer,
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// One page of answers, those that were due last first.
#[derive(Debug, Clone)]
pub struct Answered {
    /// Its rows.
    pub rows: Vec<AnsweredRow>,
    /// Names of agencies and staff.
    pub names: Names,
    /// Where the next page begins; `None` at the end.
    pub next: Option<(Date, ReferralId)>,
}

/// One answer.
#[derive(Debug, Clone)]
pub struct AnsweredRow {
    /// What was answered.
    pub answer: OwnAnswer,
    /// For which service, by name.
    pub service: String,
    /// Who it was about, where the viewer may know for another reason.
    pub person: Option<Identity>,
}

/// What the viewer's agency has answered.
pub async fn answered(
    app: &App,
    viewer: &Viewer,
    after: Option<(Date, ReferralId)>,
    limit: u32,
) -> Result<Answered, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "what we answered").await?;
    cx.permit_role(Action::SeeInbox)?;
    let today = cx.today();
    let mut sealed = cx.tx.answered(viewer, after, limit.saturating_add(1), today).await?;
    let more = sealed.len() > limit as usize;
    sealed.truncate(limit as usize);
    let next = sealed.last().filter(|_| more).map(|(key, _)| *key);
    let people: Vec<PersonId> = sealed.iter().map(|(_, one)| one.label().person).collect();
    let standings = cx.standings_of(people.iter().copied()).await?;
    let answers: Vec<OwnAnswer> = sealed
        .into_iter()
        .filter_map(|(_, one)| standings.get(&one.label().person).map(|standing| (standing, one)))
        .filter_map(|(standing, one)| cx.open(standing, one).opened())
        .collect();
    let visible = cx.visible();
    let known: Vec<PersonId> =
        standings.iter().filter(|(_, standing)| visible.shows(standing)).map(|(person, _)| *person).collect();
    let identities = cx.identities_of(&known, &standings).await?;
    let services = cx.services(answers.iter().map(|one| one.service)).await?;
    let names = cx.names(answers.iter().map(|one| one.stamp.by), answers.iter().map(|one| one.from)).await?;
    let rows = answers
        .into_iter()
        .map(|answer| AnsweredRow {
            service: services.one(answer.service).map(|one| one.name.clone()).unwrap_or_default(),
            person: identities.get(&answer.person).cloned(),
            answer,
        })
        .collect();
    cx.answer(Answered { rows, names, next }).await
}
