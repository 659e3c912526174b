//! At court: somebody of the list is met, asked, screened and recommended; and the court does what it does.

use super::{
    list::entry,
    stage::{Stage, line, prose},
};
use anyhow::{Context, Result};
use app::{
    court::{self, Decide},
    screening::{self, Assess, GiveAudit, MeetEntry, Recommend, RecommendationGate},
};
use domain::{
    audit::{Answers, Mode, Pregnancy},
    consent::{Manner, Taken},
    hearing::Deciding,
    ids::{CourtEntryId, PersonId},
    pathway::{NeedLevel, Pathway},
    recommendation::{HearingOutcome, Outcome, Proposal, ReportForm},
    role::Role,
    screening::{AlcoholScreen, Found, KnownService, NotAskedWhy, RiskToSelf, SevenNeeds, Suitability},
};
use jiff::civil::Date;

/// What is found of somebody who agrees.
#[derive(Debug, Clone, Copy)]
pub struct Finding {
    /// Answers to AUDIT, item by item.
    pub audit: [u8; 10],
    /// What is proposed to the court.
    pub proposal: Proposal,
    /// In which form.
    pub form: ReportForm,
    /// What the court did; `None` while it is not known.
    pub outcome: Option<(HearingOutcome, bool)>,
    /// What to do about a risk to self, where one was found.
    pub risk: Option<&'static str>,
    /// Whether a mental health service knows the person.
    pub known: bool,
}

impl Finding {
    /// Dependent drinking; the court made the treatment requirement that was proposed.
    pub const TREATMENT: Self = Self {
        audit: [4, 3, 4, 3, 2, 2, 2, 2, 2, 4],
        proposal: Proposal::Treatment,
        form: ReportForm::FastDelivery,
        outcome: Some((HearingOutcome::ProbationSentence, true)),
        risk: None,
        known: false,
    };
    /// Higher-risk drinking; activity days were proposed and made.
    pub const ACTIVITY: Self = Self {
        audit: [3, 2, 3, 2, 1, 1, 2, 1, 2, 0],
        proposal: Proposal::Activity,
        form: ReportForm::Oral,
        outcome: Some((HearingOutcome::ProbationSentence, true)),
        risk: None,
        known: true,
    };
    /// Increasing risk: advice, and a fine.
    pub const ADVICE: Self = Self {
        audit: [2, 2, 2, 1, 1, 0, 1, 0, 0, 0],
        proposal: Proposal::Advice,
        form: ReportForm::Oral,
        outcome: Some((HearingOutcome::Fine, false)),
        risk: None,
        known: false,
    };
}

/// Somebody of the list refuses, or is not asked: only that is kept.
pub async fn not_screened(stage: &Stage<'_>, day: Date, case: u32, why: Option<NotAskedWhy>) -> Result<()> {
    stage.at(day, 9, 40)?;
    let (entry, _) = entry(stage, day, case).await?;
    let liaison = stage.actor(Role::CourtLiaison)?;
    let met = why.map_or(MeetEntry::Refused, MeetEntry::NotAsked);
    let kept = screening::meet_entry(&stage.app, &liaison, entry, met, None).await;
    stage.done("meeting somebody at court", kept).map(drop)
}

/// Somebody of the list agrees: they become somebody with a record, unless they were; AUDIT, needs, and what is proposed.
pub async fn screened(stage: &Stage<'_>, day: Date, case: u32, finding: &Finding) -> Result<PersonId> {
    stage.at(day, 9, 20)?;
    let liaison = stage.actor(Role::CourtLiaison)?;
    let (id, _) = entry(stage, day, case).await?;
    nobody_known(stage, id).await?;
    let taken = Taken {
        manner: Manner::Spoken,
        language: line("English")?,
        interpreter: None,
        capacity: None,
        until: None,
    };
    let met = screening::meet_entry(&stage.app, &liaison, id, MeetEntry::Agreed(taken), None).await;
    let contact = stage.done("asking for consent", met)?;
    let (_, person) = entry(stage, day, case).await?;
    let person = person.context("somebody who agreed has no record")?;
    stage.at(day, 9, 35)?;
    let audit = GiveAudit {
        person,
        day,
        mode: Mode::Interview,
        language: line("English")?,
        pregnancy: Pregnancy::No,
        answers: Answers::new(finding.audit.map(Some))?,
        supersedes: None,
    };
    stage.done("giving AUDIT", screening::give_audit(&stage.app, &liaison, audit, None).await)?;
    let assess = Assess {
        contact,
        suitability: Suitability::Suitable,
        why: None,
        needs: needs(finding)?,
        risk_to_self: match finding.risk {
            Some(words) => RiskToSelf::Found(prose(words)?),
            None => RiskToSelf::NoneFound,
        },
        known: if finding.known { vec![KnownService::MentalHealth] } else { Vec::new() },
        alcohol: AlcoholScreen::Screened,
    };
    let assessed = screening::assess(&stage.app, &liaison, assess, None).await;
    let id = stage.done("screening at court", assessed)?;
    let gate = RecommendationGate::default();
    let form = stage.done("drafting", screening::recommending(&stage.app, &liaison, id, gate).await)?;
    let day_in_words = day.strftime("%-d %B %Y").to_string();
    let text = prose(&form.draft(finding.form, finding.proposal, &day_in_words))?;
    let recommend = Recommend { screening: id, form: finding.form, proposal: finding.proposal, gate, text };
    let given = screening::recommend(&stage.app, &liaison, recommend, None).await;
    let given = stage.done("recommending to the court", given)?;
    if let Some((of_hearing, made)) = finding.outcome {
        stage.at(day, 15, 30)?;
        let outcome = Outcome::new(of_hearing, made, day).context("an outcome that contradicts itself")?;
        let kept = screening::record_outcome(&stage.app, &liaison, given, outcome, None).await;
        stage.done("recording what the court did", kept)?;
    }
    Ok(person)
}

/// A namesake whom the team knows is somebody else: in a large partnership there may be one.
async fn nobody_known(stage: &Stage<'_>, entry: CourtEntryId) -> Result<()> {
    let liaison = stage.actor(Role::CourtLiaison)?;
    let view = stage.done("comparing", court::one(&stage.app, &liaison, entry).await)?;
    let matching = &view.line.kept.matching;
    if view.candidates.is_empty() || matching.person().is_some() {
        return Ok(());
    }
    let reason = line("Another person of the same name")?;
    let decide = Decide { entry, seen: matching.version(), deciding: Deciding::New, reason };
    stage.done("deciding", court::decide(&stage.app, &liaison, decide).await).map(drop)
}

fn needs(finding: &Finding) -> Result<SevenNeeds> {
    let level = |pathway| match (pathway, finding.proposal) {
        (Pathway::Substance, Proposal::Treatment) => NeedLevel::Great,
        (Pathway::Substance, _) | (Pathway::Employment, Proposal::Activity | Proposal::Treatment) => {
            NeedLevel::Some
        }
        (Pathway::Accommodation, Proposal::Treatment) => NeedLevel::Some,
        _ => NeedLevel::None,
    };
    let found =
        Pathway::ALL.iter().map(|pathway| Found { pathway: *pathway, level: level(*pathway), detail: None });
    SevenNeeds::new(found.collect()).map_err(|missing| anyhow::anyhow!("needs without {missing:?}"))
}
