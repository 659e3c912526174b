//! Beginning: a draft from a template, or the next version from the one before.

use super::{
    template::{NewParty, Template},
    told,
    versions::{is_open, newest},
};
use crate::{
    App, Cx, Once,
    events::EventKind,
    refusal::{FieldError, Refusal},
};
use domain::{
    account::Email,
    agency::Agency,
    agreement::Version,
    ids::{AccountId, AgencyId, AgreementId},
    section::Purpose,
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// One side of a new agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSide {
    /// The agency.
    pub agency: AgencyId,
    /// The address of whoever signs for it.
    pub signatory: Email,
    /// Whom to ask.
    pub contact: Line,
    /// Its data protection officer.
    pub dpo: Line,
}

/// A new agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeginDraft {
    /// The template's code.
    pub template: String,
    /// Its title.
    pub title: Line,
    /// The day from which it is to hold.
    pub starts: Date,
    /// The parties: the drafter's own agency among them.
    pub sides: Vec<NewSide>,
}

/// The templates that may be taken today: of each the latest.
pub async fn templates(app: &App, viewer: &Viewer) -> Result<(Vec<Template>, Vec<Agency>), Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "list templates of agreements").await?;
    cx.permit_role(Action::DraftAgreement)?;
    let found = cx.templates_today().await?;
    let agencies = cx.partners().await?;
    cx.answer((found, agencies)).await
}

/// Begins an agreement from a template.
///
/// # Errors
/// [`Refusal::Invalid`] when the drafter's agency is not among the parties, or somebody is to sign who does not work there.
pub async fn begin(
    app: &App,
    viewer: &Viewer,
    command: BeginDraft,
    once: Option<&Once>,
) -> Result<AgreementId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "draft an agreement").await?;
    cx.permit_role(Action::DraftAgreement)?;
    let id: AgreementId = cx.id();
    if let Some(before) = cx.makes(once, id.0).await? {
        return cx.answer(AgreementId(before)).await;
    }
    let templates = cx.templates_today().await?;
    let unknown = || Refusal::field("template", "unknown", "Select what the agreement is about");
    let template = templates.iter().find(|one| one.code == command.template).ok_or_else(unknown)?;
    let agencies = cx.partners().await?;
    if !command.sides.iter().any(|side| side.agency == cx.agency()) {
        return Err(Refusal::field("agency", "own", "Your own agency must be one of the parties"));
    }
    let mut parties = Vec::with_capacity(command.sides.len());
    for side in command.sides {
        parties.push(cx.party(&agencies, side).await?);
    }
    let terms = template
        .terms(&command.title, &parties, command.starts)
        .map_err(|error| Refusal::Store(crate::ports::StoreError::Corrupt(error.to_string())))?;
    let version = Version::new(id, 1, terms, cx.stamp());
    cx.put_draft(&version).await?;
    cx.answer(id).await
}

/// Begins the next version: what the last one says, to be changed. Answers its number.
///
/// # Errors
/// [`Refusal::NotNow`] while a version is a draft or under review.
pub async fn next(app: &App, viewer: &Viewer, id: AgreementId) -> Result<u16, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "draft the next version of an agreement").await?;
    cx.permit_role(Action::DraftAgreement)?;
    let last = newest(cx.versions_of(id).await?)?;
    cx.ask(Action::DraftAgreement, &last)?;
    let state = last.state(cx.today());
    if is_open(state) {
        return Err(Refusal::not_now("agreement", state.words()));
    }
    let mut terms = last.terms;
    // What was agreed for days that are past is to be looked at again.
    let today = cx.today();
    if terms.starts < today {
        terms.starts = today;
    }
    let version = Version::new(id, last.number.saturating_add(1), terms, cx.stamp());
    cx.put_draft(&version).await?;
    cx.answer(version.number).await
}

impl Cx<'_> {
    async fn templates_today(&mut self) -> Result<Vec<Template>, Refusal> {
        let today = self.today();
        let mut found: Vec<Template> = Vec::new();
        for one in self.tx.agreement_templates().await?.into_iter().filter(|one| one.from <= today) {
            // They come by code and day: a later one takes the place of the one before.
            found.retain(|kept| kept.code != one.code);
            found.push(one);
        }
        Ok(found)
    }

    async fn put_draft(&mut self, version: &Version) -> Result<(), Refusal> {
        if !self.tx.insert_version(self.app.partnership, version).await? {
            let number = i64::from(version.number);
            return Err(Refusal::Stale { seen: number.saturating_sub(1), now: number });
        }
        let event = self.agreement_event(EventKind::AgreementDrafted, version, told::drafted(version));
        self.append(event);
        Ok(())
    }

    async fn party(&mut self, agencies: &[Agency], side: NewSide) -> Result<NewParty, Refusal> {
        let agency = agencies.iter().find(|one| one.id == side.agency);
        let agency = agency
            .ok_or_else(|| Refusal::field("agency", "unknown", "Select an agency of the partnership"))?;
        let (id, kind, name) = (agency.id, agency.kind, agency.name.clone());
        let signatory = self.signatory(id, &name, &side.signatory).await?;
        Ok(NewParty { agency: id, kind, signatory, contact: side.contact, dpo: side.dpo })
    }

    /// The open account with this address at this agency.
    pub(super) async fn signatory(
        &mut self,
        agency: AgencyId,
        name: &str,
        email: &Email,
    ) -> Result<AccountId, Refusal> {
        let found = self.tx.credentials(email).await?.map(|found| found.account);
        match found.filter(|one| one.agency == agency && one.closed_at.is_none()) {
            Some(account) => Ok(account.id),
            None => Err(Refusal::Invalid(vec![FieldError::new(
                "signatory",
                "unknown",
                format!("{name}: enter the email address of somebody who works there and signs in here"),
            )])),
        }
    }
}
