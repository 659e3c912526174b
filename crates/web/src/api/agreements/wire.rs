//! An agreement as programs read and write it. Terms are in the words of the kept format, which are only ever added to.

use super::super::wire::{Coded, coded};
use crate::{form::FieldError, problem::Problem};
use app::agreements::{Inventory, InventoryLine, Opened, kept};
use domain::agreement::{Fact, Terms, Version, review::Finding, words::Names};
use serde::{Deserialize, Serialize};

use utoipa::ToSchema;
use uuid::Uuid;

/// A purpose in its own words.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PurposeWire {
    purpose: String,
    #[schema(min_length = 1, max_length = 200)]
    words: String,
}

/// How it is watched over.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AuditingWire {
    #[schema(maximum = 100)]
    per_cent: u8,
    reviewer: String,
}

/// Who pays.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FundingWire {
    source: String,
    #[schema(format = Date)]
    ends: Option<String>,
}

/// What a party relies on.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PartyBasisWire {
    purpose: String,
    basis: String,
    power: Option<String>,
}

/// A party.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PartyWire {
    agency: Uuid,
    /// `controller`, `joint_controller` or `processor`.
    role: String,
    /// `uk_gdpr` or `dpa_part_3`.
    regime: String,
    contact: String,
    dpo: String,
    caldicott: Option<String>,
    /// The account of whoever signs.
    signatory: Uuid,
    bases: Vec<PartyBasisWire>,
    retention: String,
}

/// A clause.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ClauseWire {
    /// Its number; 0 for one that is new.
    number: u16,
    roles: Vec<String>,
    #[serde(default)]
    agency_kinds: Vec<String>,
    #[serde(default)]
    agencies: Vec<Uuid>,
    #[serde(default)]
    accounts: Vec<Uuid>,
    sections: Vec<String>,
    /// `own`, `any`, or `of` with the agencies in `held_by`.
    holder: String,
    #[serde(default)]
    held_by: Vec<Uuid>,
    /// `exists`, `signal`, `summary` or `full`.
    level: String,
    purposes: Vec<String>,
    when: Vec<String>,
    #[serde(default)]
    consent: bool,
    #[serde(default)]
    requirements: Vec<String>,
    #[serde(default)]
    risks: Vec<String>,
    #[serde(default)]
    section_opened: bool,
    #[schema(format = Date)]
    from: Option<String>,
    #[schema(format = Date)]
    until: Option<String>,
    bases: Vec<String>,
    power: Option<String>,
}

/// All that a version says.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermsWire {
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// `agreement` or `statutory_duty`. Cannot be changed.
    kind: String,
    /// Nothing: every agency of the partnership.
    parties: Option<Vec<PartyWire>>,
    purposes: Vec<PurposeWire>,
    #[schema(min_length = 1, max_length = 12_000)]
    necessity: String,
    consent: String,
    consent_wording: Option<String>,
    privacy_notice: String,
    transfer: String,
    frequency: String,
    rights: String,
    accuracy: String,
    incidents: String,
    assessments: Option<String>,
    onward: String,
    auditing: AuditingWire,
    funding: Option<FundingWire>,
    #[schema(format = Date)]
    starts: String,
    #[schema(format = Date)]
    review: String,
    #[schema(format = Date)]
    ends: Option<String>,
    stops_unreviewed: bool,
    clauses: Vec<ClauseWire>,
}

impl TermsWire {
    fn of(terms: &Terms) -> Result<Self, Problem> {
        serde_json::from_value(kept::value(terms)).map_err(|error| {
            tracing::error!(error = %error, "terms could not be written");
            Problem::failed()
        })
    }

    /// The terms, or what cannot be read of them.
    pub(super) fn read(&self) -> Result<Terms, Problem> {
        let wrong = |sentence: String| Problem::invalid(vec![FieldError::new("terms", "unknown", sentence)]);
        if self.auditing.per_cent > 100 {
            return Err(wrong("auditing.per_cent must be 0 to 100".to_owned()));
        }
        let text = serde_json::to_string(self).map_err(|error| wrong(error.to_string()))?;
        kept::read(kept::FORMAT, &text).map_err(|error| wrong(error.to_string()))
    }
}

/// How long the making took, or has taken.
#[derive(Serialize, ToSchema)]
struct MakingOut {
    days_as_draft: i32,
    days_under_review: Option<i32>,
    months: i32,
    /// Whether all have signed.
    done: bool,
}

impl MakingOut {
    const fn of(making: &domain::agreement::review::Making) -> Self {
        Self {
            days_as_draft: making.drafting,
            days_under_review: making.reviewing,
            months: making.months,
            done: making.done,
        }
    }
}

/// An agreement in the inventory.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineOut {
    id: Uuid,
    title: String,
    /// Its newest version that the caller may see.
    number: u16,
    state: Coded,
    /// The version in force.
    in_force: Option<u16>,
    /// The parties by name; every agency, where there are none.
    parties: Vec<String>,
    purposes: Vec<Coded>,
    #[schema(format = Date)]
    review_by: String,
    making: MakingOut,
}

impl LineOut {
    /// A line.
    pub(super) fn of(line: &InventoryLine, model: &Inventory) -> Self {
        let version = &line.version;
        let names = Names(&model.agencies);
        Self {
            id: version.agreement.0,
            title: version.terms.title.to_string(),
            number: version.number,
            state: coded!(version.state(model.today)),
            in_force: line.in_force,
            parties: version.terms.signing().iter().map(|party| names.of(party.agency)).collect(),
            purposes: version.terms.purposes.iter().map(|one| coded!(one.purpose)).collect(),
            review_by: version.review_by().to_string(),
            making: MakingOut::of(&line.making),
        }
    }
}

/// Something that was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct FindingOut {
    severity: Coded,
    kind: Coded,
    agreement: Option<Uuid>,
    number: Option<u16>,
    /// The other one, for pairs.
    other: Option<Uuid>,
    clause: Option<u16>,
    words: String,
}

impl FindingOut {
    /// A finding.
    pub(super) fn of(one: &Finding) -> Self {
        Self {
            severity: coded!(one.severity),
            kind: coded!(one.kind),
            agreement: one.of.map(|(id, _)| id.0),
            number: one.of.map(|(_, number)| number),
            other: one.and.map(|id| id.0),
            clause: one.clause,
            words: one.words.clone(),
        }
    }
}

/// A fact of its life.
#[derive(Serialize, ToSchema)]
struct AgreementFactOut {
    step: Coded,
    #[schema(format = DateTime)]
    at: String,
    by: String,
    /// For which agency it was signed.
    signed_for: Option<Uuid>,
    words: Option<String>,
}

fn fact(opened: &Opened, stamp: &domain::stamp::Stamp, fact: &Fact) -> AgreementFactOut {
    let (mut signed_for, mut words) = (None, None);
    match fact {
        Fact::Signed(agency) => signed_for = Some(agency.0),
        Fact::Returned(said)
        | Fact::Suspended(said)
        | Fact::Resumed(said)
        | Fact::Ended(said)
        | Fact::Reviewed(_, said) => words = Some(said.to_string()),
        Fact::Submitted | Fact::Superseded(_) => {}
    }
    let (step, by) = (fact.as_move(), opened.names.account(stamp.by));
    AgreementFactOut { step: coded!(step), at: stamp.at.to_string(), by, signed_for, words }
}

/// A remark.
#[derive(Serialize, ToSchema)]
struct RemarkOut {
    id: Uuid,
    number: u16,
    about: String,
    words: String,
    #[schema(format = DateTime)]
    at: String,
    by: String,
    agency: Uuid,
}

/// A version in the list of them.
#[derive(Serialize, ToSchema)]
struct VersionStateOut {
    number: u16,
    state: Coded,
}

/// One agreement.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgreementOut {
    id: Uuid,
    number: u16,
    state: Coded,
    terms: TermsWire,
    /// Each clause as a sentence, in the order of the terms.
    sentences: Vec<String>,
    /// The agencies whose signature is missing.
    unsigned: Vec<Uuid>,
    history: Vec<AgreementFactOut>,
    remarks: Vec<RemarkOut>,
    /// What changes against the version before.
    differences: Vec<String>,
    /// What keeps a draft from being sent for review.
    missing: Vec<String>,
    findings: Vec<FindingOut>,
    making: MakingOut,
    versions: Vec<VersionStateOut>,
}

impl AgreementOut {
    /// What was opened.
    pub(super) fn of(opened: &Opened) -> Result<Self, Problem> {
        let version: &Version = &opened.version;
        let names = Names(&opened.agencies);
        let remarks = opened.remarks.iter().map(|one| RemarkOut {
            id: one.id.0,
            number: one.number,
            about: one.about.code(),
            words: one.words.to_string(),
            at: one.stamp.at.to_string(),
            by: opened.names.account(one.stamp.by),
            agency: one.stamp.agency.0,
        });
        Ok(Self {
            id: version.agreement.0,
            number: version.number,
            state: coded!(opened.state()),
            terms: TermsWire::of(&version.terms)?,
            sentences: version.terms.clauses.iter().map(|clause| clause.words(names)).collect(),
            unsigned: version.unsigned().into_iter().map(|agency| agency.0).collect(),
            history: version.facts().iter().map(|(stamp, one)| fact(opened, stamp, one)).collect(),
            remarks: remarks.collect(),
            differences: opened.differences.as_ref().map(|(_, said)| said.clone()).unwrap_or_default(),
            missing: opened.missing.clone(),
            findings: opened.findings.iter().map(FindingOut::of).collect(),
            making: MakingOut::of(&opened.making),
            versions: opened
                .versions
                .iter()
                .map(|(number, state)| VersionStateOut { number: *number, state: coded!(*state) })
                .collect(),
        })
    }
}

/// Keeps the words of the kept format and of the wire together: what one says the other reads.
#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn terms_come_back_from_the_wire_as_they_were_kept() {
        let kept = include_str!("../../../../app/src/agreements/samples/format_1.json");
        let terms = kept::read(1, kept).unwrap();
        let wire = TermsWire::of(&terms).ok().unwrap();
        assert_eq!(wire.read().ok(), Some(terms));
        let sent: Value = serde_json::to_value(&wire).unwrap();
        assert_eq!(sent, serde_json::from_str::<Value>(kept).unwrap());
    }
}
