//! Screening: consent first, then what was found, AUDIT, what is recommended, and the funnel that counts it all.
//!
//! What holds: a refusal leaves only the refusal and its count; nothing of a screening is shown to another agency but what
//! lies in sections that an agreement opens to it; a risk to self reaches everybody at work with the person at once.

mod alert;
mod assess;
mod audit;
mod body;
mod consent;
mod contact;
mod entry;
mod funnel;
mod paper;
mod recommend;

pub use alert::{Alert, alerts, alerts_about, read_alert};
pub use assess::{Assess, Assessing, OpenedScreening, assess, assessing, screening};
pub use audit::{AssessmentsPart, AuditLine, GiveAudit, OpenedAudit, assessments, audit, give_audit};
pub use consent::{
    AskConsent, ConsentLine, ConsentsPart, ask_consent, consent_of, consents, withdraw_consent,
};
pub use contact::{Asked, Met, agree, not_asked, open_contacts, refuse};
pub use entry::{MeetEntry, MeetingEntry, meet_entry, meeting_entry};
pub use funnel::{Funnel, funnel};
pub use paper::{OnPaper, Paper, on_paper, put_on_paper};
pub use recommend::{
    Gate as RecommendationGate, OpenedRecommendation, Recommend, Recommending, recommend, recommendation,
    recommending, record_outcome,
};

pub(crate) use audit::give as give_audit_in;
pub(crate) use body::contact_of as contact_told;
pub(crate) use consent::{ask as ask_consent_in, withdraw as withdraw_consent_in};
