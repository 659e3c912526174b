//! AUDIT: given, kept, corrected by another, compared; and the Assessments page.

use crate::{
    App, Cx, Once,
    events::{EventKind, body as bodies},
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    audit::{Answers, Audit, Change, Mode, Pregnancy, Rules, standing},
    ids::{AuditId, PersonId},
    person::Identity,
    recommendation::Recommendation,
    screening::Screening,
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;

/// Assessments of each kind on one page.
const ROWS: u32 = 50;

/// An administration to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiveAudit {
    /// To whom.
    pub person: PersonId,
    /// On which day.
    pub day: Date,
    /// How.
    pub mode: Mode,
    /// In which language.
    pub language: Line,
    /// Whether the person is pregnant.
    pub pregnancy: Pregnancy,
    /// The answers.
    pub answers: Answers,
    /// The administration that this one corrects.
    pub supersedes: Option<AuditId>,
}

/// Keeps an administration.
///
/// Invariant: it and its event commit together; the same `once` keeps one.
pub async fn give_audit(
    app: &App,
    viewer: &Viewer,
    command: GiveAudit,
    once: Option<&Once>,
) -> Result<AuditId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "give AUDIT").await?;
    cx.permit_role(Action::GiveAudit)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::GiveAudit, &standing, None)?;
    let id = give(&mut cx, &standing, command).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

/// Keeps an administration within a use-case that has asked leave.
pub(crate) async fn give(
    cx: &mut Cx<'_>,
    standing: &Standing,
    command: GiveAudit,
) -> Result<AuditId, Refusal> {
    if command.day > cx.today() {
        return Err(Refusal::field("day", "future", "The day must be today or in the past"));
    }
    if let Some(former) = command.supersedes {
        let theirs = audits_of(cx, standing).await?;
        let own = cx.agency();
        let found = theirs.iter().any(|one| one.id == former && one.stamp.agency == own);
        let corrected = theirs.iter().any(|one| one.supersedes == Some(former));
        if !found || corrected {
            return Err(Refusal::field(
                "supersedes",
                "unknown",
                "Correct an AUDIT of your own agency that nobody has corrected yet",
            ));
        }
    }
    let editions = cx.tx.audit_rules().await?;
    let rules = Rules::on(command.day, &editions)
        .ok_or_else(|| Refusal::field("day", "no-rules", "No scoring rules were in force on that day"))?;
    let audit = Audit::scored(
        cx.id(),
        command.person,
        (command.day, command.mode, command.language),
        command.pregnancy,
        command.answers,
        rules,
        command.supersedes,
        cx.stamp(),
    );
    cx.tx.add_audit(&audit).await?;
    let mut event = cx.event(audit.person, EventKind::AuditGiven, Section::Substance, bodies::audit(&audit));
    event.subject = Some(audit.id.0);
    cx.append(event);
    Ok(audit.id)
}

/// A person's administrations as far as the gate opens them, newest first.
pub(crate) async fn audits_of(cx: &mut Cx<'_>, standing: &Standing) -> Result<Vec<Audit>, Refusal> {
    let sealed = cx.tx.audits(standing.person, ROWS).await?;
    Ok(cx.open_all(standing, sealed))
}

/// One administration in the list.
#[derive(Debug, Clone)]
pub struct AuditLine {
    /// The administration, without answers where only a summary may be seen.
    pub audit: Audit,
    /// Whether a later one corrects it.
    pub corrected: bool,
    /// Who gave it.
    pub by: String,
    /// For which agency.
    pub agency: String,
}

/// The Assessments page.
#[derive(Debug, Clone)]
pub struct AssessmentsPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// AUDIT, newest first.
    pub audits: Vec<AuditLine>,
    /// The change from the first to the last.
    pub change: Option<Change>,
    /// What was found at first contacts, newest first.
    pub screenings: Vec<Screening>,
    /// What was recommended to courts, newest first.
    pub recommendations: Vec<Recommendation>,
    /// Names of those who assessed and recommended.
    pub names: Names,
    /// Whether the viewer may give AUDIT, and screen.
    pub may: Vec<Action>,
}

/// Opens the Assessments page.
pub async fn assessments(app: &App, viewer: &Viewer, person: PersonId) -> Result<AssessmentsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read assessments").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let audits = audits_of(&mut cx, &standing).await?;
    let screenings = cx.tx.screenings(person, ROWS).await?;
    let screenings = cx.open_all(&standing, screenings);
    let recommendations = cx.tx.recommendations(person, ROWS).await?;
    let recommendations = cx.open_all(&standing, recommendations);
    let stamps = audits
        .iter()
        .map(|one| one.stamp)
        .chain(screenings.iter().map(|one| one.stamp))
        .chain(recommendations.iter().map(|one| one.stamp));
    let stamps: Vec<_> = stamps.collect();
    let names = cx.names(stamps.iter().map(|one| one.by), stamps.iter().map(|one| one.agency)).await?;
    let change = Change::among(&audits);
    let kept: Vec<AuditId> = self::standing(audits.clone()).iter().map(|one| one.id).collect();
    let audits = audits
        .into_iter()
        .map(|audit| AuditLine {
            corrected: !kept.contains(&audit.id),
            by: names.account(audit.stamp.by),
            agency: names.agency(audit.stamp.agency),
            audit,
        })
        .collect();
    let may = [Action::GiveAudit, Action::Screen, Action::Recommend, Action::RecordConsent]
        .into_iter()
        .filter(|action| cx.permit(*action, &standing, None).is_ok())
        .collect();
    cx.answer(AssessmentsPart {
        person: identity,
        glance,
        audits,
        change,
        screenings,
        recommendations,
        names,
        may,
    })
    .await
}

/// One administration with whom it is about.
#[derive(Debug, Clone)]
pub struct OpenedAudit {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The administration.
    pub line: AuditLine,
    /// Whether the viewer may correct it by another.
    pub may_correct: bool,
}

/// Opens one administration.
pub async fn audit(app: &App, viewer: &Viewer, id: AuditId) -> Result<OpenedAudit, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read AUDIT").await?;
    let found = cx.tx.audit(id).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let audit = match found {
        Some(sealed) => cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?,
        None => return Err(Refusal::NotFound),
    };
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let corrected = audits_of(&mut cx, &standing).await?.iter().any(|one| one.supersedes == Some(id));
    let names = cx.names([audit.stamp.by], [audit.stamp.agency]).await?;
    let own = audit.stamp.agency == cx.agency();
    let may_correct = own && !corrected && cx.permit(Action::GiveAudit, &standing, None).is_ok();
    let line = AuditLine {
        corrected,
        by: names.account(audit.stamp.by),
        agency: names.agency(audit.stamp.agency),
        audit,
    };
    cx.answer(OpenedAudit { person: identity, glance, line, may_correct }).await
}
