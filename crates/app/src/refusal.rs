//! Why a use-case did not do what was asked: one error, which web turns into a page or a problem.

use crate::ports::StoreError;
use domain::referral::MoveRefused;
use gate::{Action, Forbidden};

/// One thing wrong with one field: where, which kind of wrong, and a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in form and API.
    pub field: &'static str,
    /// A stable code, for programs.
    pub code: &'static str,
    /// A sentence, for people.
    pub sentence: String,
}

impl FieldError {
    /// A field error with its code and sentence.
    pub fn new(field: &'static str, code: &'static str, sentence: impl Into<String>) -> Self {
        Self { field, code, sentence: sentence.into() }
    }
}

/// Why a use-case refused.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Absent, or out of the viewer's reach: answered alike.
    #[error("not found")]
    NotFound,
    /// The role may never do this.
    #[error("this role may never {0:?}")]
    Role(Action),
    /// The present state does not allow the step.
    #[error(transparent)]
    Move(#[from] MoveRefused),
    /// The present state of something other than a referral does not allow the step: a sentence that says how it stands.
    #[error("the present state does not allow it")]
    NotNow(String),
    /// The record has moved on since the writer saw it.
    #[error("seen in version {seen}, now in version {now}")]
    Stale {
        /// The version that the writer saw.
        seen: i64,
        /// The version it is in.
        now: i64,
    },
    /// Fields that cannot be taken.
    #[error("{} fields cannot be taken", .0.len())]
    Invalid(Vec<FieldError>),
    /// Too many attempts.
    #[error("too many attempts; again in {seconds} s")]
    TooMany {
        /// Seconds to wait.
        seconds: u64,
    },
    /// A key was used before for something else.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The database failed.
    #[error("storage failed")]
    Store(#[from] StoreError),
}

impl Refusal {
    /// The step is not allowed from where the thing stands, in words like "This meeting is now “Held”".
    pub fn not_now(thing: &str, stands: &str) -> Self {
        Self::NotNow(format!(
            "This {thing} is now “{stands}”, so that step cannot be taken. Look at it again."
        ))
    }

    /// A single field that cannot be taken.
    pub fn field(field: &'static str, code: &'static str, sentence: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, code, sentence)])
    }

    /// What the gate's answer means for a use-case.
    pub const fn forbidden(action: Action, forbidden: Forbidden) -> Self {
        match forbidden {
            Forbidden::Role => Self::Role(action),
            Forbidden::Reach => Self::NotFound,
        }
    }
}
