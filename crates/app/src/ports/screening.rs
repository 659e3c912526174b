//! AUDIT, consents, first contacts, what was found at them, recommendations, and entries by other ways than court.

use super::{AskedBy, Stored};
use async_trait::async_trait;
use domain::{
    audit::{Audit, Rules},
    consent::{Asking, Consent, ConsentFact, ConsentState},
    duty::{Duty, Owner},
    funnel::Counts,
    ids::{
        AccountId, AgencyId, AuditId, ConsentId, CourtEntryId, DutyId, FirstContactId, PersonId,
        RecommendationId, ScreeningId,
    },
    pathway::Need,
    recommendation::{Outcome, Recommendation},
    referral::{DeliveryNeed, Summary, Told},
    screening::{ContactState, FirstContact, PaperAssessment, Screening, Setting},
    stamp::Stamp,
    way_in::WayIn,
};
use gate::{ListFilter, Sealed};
use jiff::civil::Date;
use uuid::Uuid;

/// Ports for AUDIT. An administration is sealed under alcohol and drugs, held by the agency that gave it.
#[async_trait]
pub trait Audits {
    /// The editions of the thresholds.
    async fn audit_rules(&mut self) -> Stored<Vec<Rules>>;

    /// Writes an administration.
    async fn add_audit(&mut self, audit: &Audit) -> Stored<()>;

    /// A person's administrations, newest first.
    async fn audits(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Audit>>>;

    /// One administration.
    async fn audit(&mut self, id: AuditId) -> Stored<Option<Sealed<Audit>>>;
}

/// Ports for consents. One is sealed under the section of what was asked, held by the agency that asked.
#[async_trait]
pub trait Consents {
    /// Writes a consent with its first facts; `state` follows from them.
    async fn add_consent(&mut self, consent: &Consent) -> Stored<()>;

    /// Appends a fact if the consent still has `seen` facts; `state` is the one after it.
    async fn append_consent_fact(
        &mut self,
        asking: &Asking,
        seen: i64,
        stamp: &Stamp,
        fact: &ConsentFact,
        state: ConsentState,
    ) -> Stored<bool>;

    /// A person's consents with their facts, newest first. Two statements.
    async fn consents(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Consent>>>;

    /// One consent with its facts.
    async fn consent(&mut self, id: ConsentId) -> Stored<Option<Sealed<Consent>>>;
}

/// One line of an agency's funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelLine {
    /// Where.
    pub setting: Setting,
    /// Which court, suite or team.
    pub place: String,
    /// What was counted there.
    pub counts: Counts,
}

/// Ports for first contacts and what was found at them.
#[async_trait]
pub trait Screenings {
    /// Writes a first contact; `false`, and nothing written, when its entry of the court list has one.
    async fn add_first_contact(&mut self, contact: &FirstContact) -> Stored<bool>;

    /// One first contact. It belongs to its agency alone.
    async fn first_contact(&mut self, id: FirstContactId) -> Stored<Option<FirstContact>>;

    /// The first contact of an entry of the court list.
    async fn first_contact_of_entry(&mut self, entry: CourtEntryId) -> Stored<Option<FirstContact>>;

    /// Writes the first contact as it stands after a step, if it was still in `seen`.
    async fn step_first_contact(&mut self, seen: ContactState, contact: &FirstContact) -> Stored<bool>;

    /// An agency's first contacts that wait for what was found, newest day first.
    async fn open_first_contacts(&mut self, agency: AgencyId, limit: u32) -> Stored<Vec<FirstContact>>;

    /// What the agency of whoever asks counted from one day to another, both included, by place; and the persons screened over
    /// all. Nobody counts whose record is closed to them.
    async fn funnel(&mut self, by: AskedBy, from: Date, until: Date) -> Stored<(Vec<FunnelLine>, u64)>;

    /// Writes what was found.
    async fn add_screening(&mut self, screening: &Screening) -> Stored<()>;

    /// What was found about a person, newest first: sealed under mental health, held by the agency that assessed.
    async fn screenings(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Screening>>>;

    /// One assessment.
    async fn screening(&mut self, id: ScreeningId) -> Stored<Option<Sealed<Screening>>>;

    /// Writes a recommendation.
    async fn add_recommendation(&mut self, recommendation: &Recommendation) -> Stored<()>;

    /// Recommendations about a person, newest first: sealed under court and sentence, held by the agency that recommended.
    async fn recommendations(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Recommendation>>>;

    /// One recommendation.
    async fn recommendation(&mut self, id: RecommendationId) -> Stored<Option<Sealed<Recommendation>>>;

    /// Writes what the court did, after any former row.
    async fn add_outcome(
        &mut self,
        person: PersonId,
        recommendation: RecommendationId,
        outcome: &Outcome,
        stamp: &Stamp,
    ) -> Stored<()>;

    /// Notes for the count whether requirements were recommended and made after a contact, from its recommendations.
    async fn count_recommendations(&mut self, contact: FirstContactId) -> Stored<()>;

    /// Writes a paper assessment, in place of a former one of that entry.
    async fn put_paper_assessment(&mut self, paper: &PaperAssessment) -> Stored<()>;

    /// The paper assessment of an entry. It belongs to the agency that loaded the entry.
    async fn paper_assessment(&mut self, entry: CourtEntryId) -> Stored<Option<PaperAssessment>>;

    /// Writes a need.
    async fn add_need(&mut self, need: &Need) -> Stored<()>;

    /// Writes a risk flag.
    /// Everybody who must hear of an alert about a person: the accounts of the team, and the agencies at work that have
    /// named nobody. Not for showing: it knows of involvements that a viewer may not know of.
    async fn team_of(&mut self, person: PersonId, today: Date) -> Stored<Vec<Owner>>;

    /// Unread alerts for an account, those that its agency has named nobody for included, oldest first.
    async fn alerts(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        agency: AgencyId,
        today: Date,
        limit: u32,
    ) -> Stored<Vec<Duty>>;

    /// Closes an alert of an account or of its agency; whose record it was about, `None` when there is no such open alert.
    async fn read_alert(
        &mut self,
        account: AccountId,
        agency: AgencyId,
        alert: DutyId,
        stamp: &Stamp,
    ) -> Stored<Option<PersonId>>;
}

/// Both parts of the least that a receiver must know, each under its own seal.
pub type SealedParts = (Sealed<Told>, Sealed<(Told, Vec<DeliveryNeed>)>);

/// Ports for entries by other ways than court. One is sealed under the plan, held by the agency that entered it.
#[async_trait]
pub trait WaysIn {
    /// Writes an entry; `sent_to` is the agency that it was referred to, if one.
    async fn add_way_in(&mut self, entry: &WayIn, sent_to: Option<AgencyId>) -> Stored<()>;

    /// A person's entries, newest first.
    async fn ways_in(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<WayIn>>>;

    /// Writes both parts for an entry, a referral or a handover.
    async fn add_two_part(
        &mut self,
        person: PersonId,
        subject: Uuid,
        parts: &Summary,
        sent_to: Option<AgencyId>,
        stamp: &Stamp,
    ) -> Stored<()>;

    /// Both parts of an entry, a referral or a handover: risk sealed under risk, needs under communication needs.
    async fn two_part(&mut self, person: PersonId, subject: Uuid) -> Stored<Option<SealedParts>>;
}
