//! What was found at a first contact, with consent: the one assessment from which everything else is written.

use super::{audit, body};
use crate::{
    App, Cx, Once,
    events::{EventKind, body as bodies},
    people::{Glance, Names},
    refusal::Refusal,
    risks::{NewFlag, raise_flag},
};
use domain::{
    audit::{Audit, standing},
    duty::{Closing, DutyKind},
    ids::{FirstContactId, PersonId, ScreeningId},
    involvement::Involvement,
    pathway::Need,
    person::Identity,
    recommendation::Recommendation,
    risk::{RiskKind, RiskSource},
    screening::{
        AlcoholScreen, ContactMove, FirstContact, KnownService, RiskToSelf, Screening, SevenNeeds,
        Suitability,
    },
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Standing, Viewer};

/// Involvements and recommendations read for one page.
const ROWS: u32 = 50;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assess {
    /// At which contact.
    pub contact: FirstContactId,
    /// Whether the scheme suits.
    pub suitability: Suitability,
    /// Why, in words.
    pub why: Option<Prose>,
    /// Needs on the seven pathways.
    pub needs: SevenNeeds,
    /// Risk to self: asked and answered.
    pub risk_to_self: RiskToSelf,
    /// Services that know the person.
    pub known: Vec<KnownService>,
    /// What became of the alcohol screen.
    pub alcohol: AlcoholScreen,
}

/// What the form needs: whom it is about, the AUDIT at hand, and who is known to work with the person.
#[derive(Debug, Clone)]
pub struct Assessing {
    /// Whom.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The contact.
    pub contact: FirstContact,
    /// The agency's own latest AUDIT of the person, if there is one.
    pub audit: Option<Audit>,
    /// Agencies at work with the person, as far as the viewer may know.
    pub involved: Vec<(Involvement, String)>,
}

impl Cx<'_> {
    /// A contact of the viewer's own agency with the person who agreed; as absent otherwise.
    async fn own_contact(
        &mut self,
        id: FirstContactId,
    ) -> Result<(FirstContact, PersonId, Standing), Refusal> {
        let found = self.tx.first_contact(id).await?;
        let own = found.filter(|contact| contact.agency == self.agency());
        let person = own.as_ref().and_then(|contact| contact.person).unwrap_or(PersonId(id.0));
        let standing = self.standing(person).await?;
        Ok((own.ok_or(Refusal::NotFound)?, person, standing))
    }

    /// The agency's own latest AUDIT of the person that nobody has corrected.
    async fn own_audit(&mut self, standing_of: &Standing) -> Result<Option<Audit>, Refusal> {
        let own = self.agency();
        let mut audits = audit::audits_of(self, standing_of).await?;
        audits.retain(|audit| audit.stamp.agency == own);
        Ok(standing(audits).pop())
    }
}

/// Opens the form.
pub async fn assessing(app: &App, viewer: &Viewer, contact: FirstContactId) -> Result<Assessing, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "screening form").await?;
    cx.permit_role(Action::Screen)?;
    let (contact, person, standing) = cx.own_contact(contact).await?;
    cx.permit(Action::Screen, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let audit = cx.own_audit(&standing).await?;
    let today = cx.today();
    let sealed = cx.tx.involvements(person, today, ROWS).await?;
    let mut involved = cx.open_all(&standing, sealed);
    involved.retain(|one| one.to.is_none_or(|to| to >= today));
    let names = cx.names([], involved.iter().map(|one| one.agency)).await?;
    let involved = involved.into_iter().map(|one| (one.clone(), names.agency(one.agency))).collect();
    cx.answer(Assessing { person: identity, glance, contact, audit, involved }).await
}

/// Keeps what was found.
///
/// Invariant: assessment, needs, risk with its alerts, the count and their events commit together.
pub async fn assess(
    app: &App,
    viewer: &Viewer,
    command: Assess,
    once: Option<&Once>,
) -> Result<ScreeningId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a screening").await?;
    cx.permit_role(Action::Screen)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let (mut contact, person, standing) = cx.own_contact(command.contact).await?;
    cx.permit(Action::Screen, &standing, None)?;
    let seen = contact.state;
    contact
        .take(ContactMove::Screen)
        .map_err(|_| Refusal::field("contact", "screened", "What was found was recorded already"))?;
    let audit = cx.own_audit(&standing).await?;
    let complete = audit.as_ref().and_then(|audit| audit.answers).and_then(|answers| answers.audit_c());
    if command.alcohol == AlcoholScreen::Screened && complete.is_none() {
        let sentence = "Give AUDIT first, or say that it was refused or not asked";
        return Err(Refusal::field("alcohol", "no-audit", sentence));
    }
    contact.alcohol = command.alcohol;
    contact.known_to_mental_health = Some(command.known.contains(&KnownService::MentalHealth));
    cx.keep_contact(seen, &contact, true).await?;
    let screening = Screening {
        id: cx.id(),
        person,
        contact: contact.id,
        day: cx.today(),
        place: contact.place.clone(),
        suitability: command.suitability,
        why: command.why,
        needs: command.needs,
        risk_to_self: command.risk_to_self,
        known: command.known,
        audit: audit.filter(|_| command.alcohol == AlcoholScreen::Screened).map(|audit| audit.id),
        stamp: cx.stamp(),
    };
    write(&mut cx, &screening, command.alcohol).await?;
    if let Some(entry) = contact.entry {
        // Whoever was met and screened need not be assessed on paper any more.
        cx.close_duties(person, entry.0, &[DutyKind::PaperAssessment], Closing::Overtaken).await?;
    }
    cx.remember(once, screening.id.0).await?;
    cx.answer(screening.id).await
}

async fn write(cx: &mut Cx<'_>, screening: &Screening, alcohol: AlcoholScreen) -> Result<(), Refusal> {
    let person = screening.person;
    cx.tx.add_screening(screening).await?;
    let mut event = cx.event(
        person,
        EventKind::ScreeningRecorded,
        Section::MentalHealth,
        body::screening(screening, alcohol),
    );
    event.subject = Some(screening.id.0);
    let mut events = vec![event];
    for found in screening.needs.each() {
        let need = Need {
            id: cx.id(),
            person,
            pathway: found.pathway,
            level: found.level,
            detail: found.detail.clone(),
            stamp: screening.stamp,
        };
        cx.tx.add_need(&need).await?;
        let section = found.pathway.section();
        let mut event = cx.event(person, EventKind::NeedRecorded, section, bodies::need(&need));
        event.subject = Some(need.id.0);
        events.push(event);
    }
    cx.append_all(events);
    if let RiskToSelf::Found(words) = &screening.risk_to_self {
        let flag = NewFlag {
            kind: RiskKind::SelfHarm,
            detail: words.clone(),
            source: RiskSource::Assessment,
            review: None,
            rises: false,
        };
        raise_flag(cx, person, flag).await?;
    }
    Ok(())
}

/// One assessment as its reader may see it.
#[derive(Debug, Clone)]
pub struct OpenedScreening {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The assessment.
    pub screening: Screening,
    /// The AUDIT that was given.
    pub audit: Option<Audit>,
    /// Recommendations that rest on it, newest first.
    pub recommendations: Vec<Recommendation>,
    /// Names of those who assessed and recommended.
    pub names: Names,
    /// Whether the viewer may recommend.
    pub may_recommend: bool,
}

/// Opens one assessment: for the agency that made it.
pub async fn screening(app: &App, viewer: &Viewer, id: ScreeningId) -> Result<OpenedScreening, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a screening").await?;
    let opened = cx.opened_screening(id).await?;
    cx.answer(opened).await
}

impl Cx<'_> {
    /// One assessment with what belongs to it; as absent where the gate does not open it.
    pub(super) async fn opened_screening(&mut self, id: ScreeningId) -> Result<OpenedScreening, Refusal> {
        let found = self.tx.screening(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let screening = match found {
            Some(sealed) => self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?,
            None => return Err(Refusal::NotFound),
        };
        let identity = self.identity(&standing).await?;
        let glance = self.glance(&standing).await?;
        let audit = match screening.audit {
            Some(audit) => self.tx.audit(audit).await?,
            None => None,
        };
        let audit = audit.and_then(|sealed| self.open(&standing, sealed).opened());
        let recommendations = self.tx.recommendations(person, ROWS).await?;
        let mut recommendations = self.open_all(&standing, recommendations);
        recommendations.retain(|one| one.screening == id);
        let stamps = std::iter::once(screening.stamp).chain(recommendations.iter().map(|one| one.stamp));
        let stamps: Vec<_> = stamps.collect();
        let names = self.names(stamps.iter().map(|one| one.by), stamps.iter().map(|one| one.agency)).await?;
        let may_recommend = self.permit(Action::Recommend, &standing, None).is_ok();
        Ok(OpenedScreening {
            person: identity,
            glance,
            screening,
            audit,
            recommendations,
            names,
            may_recommend,
        })
    }
}
