//! Records as the API sends them. Only what the gate opened comes here; codes beside words, ids as UUIDs, days and
//! instants in ISO 8601.

mod appointment;
mod person;
mod referral;
mod screening;

pub(super) use appointment::{AppointmentOpenedOut, AppointmentOut, DayOut, PathwayOut};
pub(super) use person::{
    CaseloadPerson, ContactOut, FoundOut, IdentityOut, NeedOut, OrderOut, PersonOut, RiskOut, SharingOut,
    TimelineOut, WithheldOut, names_withheld,
};
pub(super) use referral::{AnsweredOut, BriefReferral, InboxOut, OpenedOut, ServiceOut, StepOut};
pub(super) use screening::{
    AlertOut, AuditIn, AuditOut, ConsentIn, ConsentOut, FunnelOut, RecommendationOut, RecommendedOut,
    ScreeningIn, ScreeningOut, TakenIn,
};

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Made {
    /// Its id.
    pub(super) id: Uuid,
}

/// An agency.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AgencyOut {
    /// Its id.
    pub(super) id: Uuid,
    /// Its name.
    pub(super) name: String,
}

/// A code with its words.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Coded {
    /// The code, which never changes.
    pub(super) code: &'static str,
    /// The words, which may.
    pub(super) words: &'static str,
}

/// Says a code and its words, for any closed list of the field.
macro_rules! coded {
    ($value:expr) => {{
        let value = $value;
        $crate::api::wire::Coded { code: value.code(), words: value.words() }
    }};
}
pub(super) use coded;

/// Who wrote something down, when, and for which agency.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StampOut {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    by: String,
    /// For which agency.
    agency: String,
}

impl StampOut {
    pub(super) fn new(at: Timestamp, by: impl Into<String>, agency: impl Into<String>) -> Self {
        Self { at: at.to_string(), by: by.into(), agency: agency.into() }
    }
}
