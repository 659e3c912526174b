//! What the agreements say of themselves: overlaps, contradictions, gaps, what is near its review or out of money, slow drafts.
//! The clauses in force alone make the matrix; these sentences stand above it.

use crate::{App, Cx, refusal::Refusal};
use domain::{
    agency::Agency,
    agreement::{
        Version,
        review::{self, Finding, Needed, Severity},
        words::{Names, capital},
    },
    role::Role,
    section::{Purpose, Section},
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// Services looked at.
const SERVICES: u32 = 500;
/// What every referral carries, and whoever receives it must be able to read: who it is about, how to reach them, what to mind in
/// talking with them, and what risk there is to those who meet them.
const CARRIED: [Section; 4] = [Section::Identity, Section::Contact, Section::Communication, Section::Risk];

/// What was found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The versions that were looked at.
    pub versions: Vec<Version>,
    /// What was found, worst first.
    pub findings: Vec<Finding>,
    /// The agencies, for their names.
    pub agencies: Vec<Agency>,
    /// The day that it was found on.
    pub today: Date,
}

impl Checked {
    /// Whether anything found is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|one| one.severity == Severity::Error)
    }
}

/// What is found about the agreements that the viewer may see.
pub async fn findings(app: &App, viewer: &Viewer) -> Result<Checked, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "what agreements say of themselves").await?;
    cx.permit_role(Action::SeeAgreements)?;
    let versions = cx.visible_versions().await?;
    let checked = cx.checked(versions).await?;
    cx.answer(checked).await
}

/// What is found about all agreements of the partnership, where a system administrator asks, who has no agency's view; else about
/// those that the viewer may see.
pub async fn check(app: &App, viewer: &Viewer) -> Result<Checked, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "check agreements").await?;
    cx.permit_role(Action::CheckAgreements)?;
    let checked = cx.check_visible().await?;
    cx.answer(checked).await
}

/// What keeps a draft from being sent for review, in sentences.
pub(super) fn errors_of(draft: &Version, partners: &[Agency], day: Date) -> Vec<String> {
    let missing = draft.terms.missing().into_iter().map(|error| capital(&error.to_string()));
    let found = review::of_one(draft, Names(partners), day);
    missing
        .chain(found.into_iter().filter(|one| one.severity == Severity::Error).map(|one| one.words))
        .collect()
}

impl Cx<'_> {
    /// The versions that the viewer may see.
    pub(super) async fn visible_versions(&mut self) -> Result<Vec<Version>, Refusal> {
        let day = self.today();
        let all = self.agreement_versions().await?;
        Ok(all.iter().filter(|one| self.sees(one, day)).cloned().collect())
    }

    /// What is found about those versions, or about all where a system administrator asks.
    pub(super) async fn check_visible(&mut self) -> Result<Checked, Refusal> {
        let versions = if self.viewer.roles.has(Role::SystemAdministrator) {
            self.agreement_versions().await?.to_vec()
        } else {
            self.visible_versions().await?
        };
        self.checked(versions).await
    }

    async fn checked(&mut self, versions: Vec<Version>) -> Result<Checked, Refusal> {
        let (today, agencies) = (self.today(), self.partners().await?);
        let services = self.tx.services(None, SERVICES).await?;
        let needed: Vec<Needed> = services
            .iter()
            .filter_map(|service| {
                let kind = agencies.iter().find(|one| one.id == service.agency)?.kind;
                let need = |section, severity| Needed {
                    pathway: service.name.clone(),
                    agency: service.agency,
                    kind,
                    section,
                    purpose: Purpose::Referral,
                    severity,
                };
                // Without what every referral carries nobody can be met; what the pathway is about the service may ask for.
                let about = need(service.pathway.section(), Severity::Warning);
                Some(CARRIED.map(|section| need(section, Severity::Error)).into_iter().chain([about]))
            })
            .flatten()
            .collect();
        let findings = review::findings(&versions, &needed, Names(&agencies), today);
        Ok(Checked { versions, findings, agencies, today })
    }
}
