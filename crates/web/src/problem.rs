//! One error, two faces: a page that says what to do, and problem+json (RFC 9457) with a stable code.
//!
//! A handler returns a [`Problem`]; it travels as an extension of an otherwise empty response until the guard, which
//! knows who asks and by which face, puts it into words. Nothing personal is in it, nor in what is logged of it.

use app::{FieldError, Refusal, ports::StoreError};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use domain::referral::{Because, MoveRefused};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

/// What went wrong, for a page and for a program.
#[derive(Debug, Clone)]
pub struct Problem(Box<Facts>);

/// The parts of a [`Problem`].
#[derive(Debug, Clone)]
pub struct Facts {
    /// The status of the answer.
    pub status: StatusCode,
    /// A stable code, for programs.
    pub code: &'static str,
    /// The heading.
    pub title: &'static str,
    /// What to do, in plain sentences.
    pub detail: String,
    /// Fields that cannot be taken.
    pub fields: Vec<FieldError>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u64>,
    /// The version that the writer saw, and the one that is there now.
    pub versions: Option<(i64, i64)>,
    /// The record as it is now, where the writer may see it.
    pub current: Option<serde_json::Value>,
}

/// A problem as the API sends it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Wire {
    /// The kind of problem, as an address: `urn:throughcare:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// A stable code, for programs.
    code: &'static str,
    /// A heading, for people.
    title: &'static str,
    /// What to do, for people.
    detail: String,
    /// Fields that cannot be taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<WireField>,
    /// The version that the writer saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    seen_version: Option<i64>,
    /// The version that is there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    current_version: Option<i64>,
    /// The record as it is now, where it may be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<serde_json::Value>,
}

/// One field that cannot be taken.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = FieldProblem)]
pub(crate) struct WireField {
    /// The field's name.
    field: &'static str,
    /// A stable code, for programs.
    code: &'static str,
    /// A sentence, for people.
    sentence: String,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Facts {
            status,
            code,
            title,
            detail: detail.into(),
            fields: Vec::new(),
            retry_after: None,
            versions: None,
            current: None,
        }))
    }

    /// The parts.
    pub const fn facts(&self) -> &Facts {
        &self.0
    }

    /// Nobody is signed in.
    pub fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not-signed-in", "Sign in", "Sign in to see this.")
    }

    /// The token may not be used for this.
    pub fn outside_scope() -> Self {
        let detail = "This token may not be used for that. Create one with the scope that this needs.";
        Self::new(StatusCode::FORBIDDEN, "outside-scope", "This token does not allow that", detail)
    }

    /// The role may never do this, to anything.
    pub fn role_forbids() -> Self {
        let detail = "Your role does not allow this. Ask your agency’s administrator if you think it should.";
        Self::new(StatusCode::FORBIDDEN, "role-forbids", "You cannot do this", detail)
    }

    /// The form's token is missing or wrong.
    pub fn form_expired() -> Self {
        let detail = "The form was open for too long or came from another place. Go back, load the page again and send it once more.";
        Self::new(StatusCode::FORBIDDEN, "form-expired", "Nothing was changed", detail)
    }

    /// The form was opened while a secondee acted for another agency than now.
    pub fn for_another_agency() -> Self {
        let detail = "You opened this form while you acted for another agency. Nothing was changed, and what you typed is kept for it. Change the agency you act for, open the form again and send it.";
        Self::new(StatusCode::CONFLICT, "for-another-agency", "You act for another agency now", detail)
    }

    /// Absent, or out of reach: answered alike.
    pub fn not_found() -> Self {
        let detail = "There is no such page, or it is about something that you cannot see. Check the address, or search.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Page not found", detail)
    }

    /// The address exists, but not for this method.
    pub fn no_such_method() -> Self {
        let detail = "This address cannot be used in that way.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "That cannot be done here", detail)
    }

    /// A write without the version that the writer saw.
    pub fn precondition_required() -> Self {
        let detail = "Send If-Match with the ETag of the version that you saw.";
        Self::new(
            StatusCode::PRECONDITION_REQUIRED,
            "precondition-required",
            "Say which version you saw",
            detail,
        )
    }

    /// More was sent than is taken.
    pub fn too_large() -> Self {
        let detail = "What was sent is too large. Send less at once.";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too much was sent", detail)
    }

    /// Neither a form nor JSON, as the address takes.
    pub fn wrong_type(wanted: &'static str) -> Self {
        let detail = format!("Send the content type {wanted}.");
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type", "This cannot be read", detail)
    }

    /// A body that is not what its type says.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", "This cannot be read", detail)
    }

    /// Fields that cannot be taken.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        let detail = "Some of what was sent cannot be taken. Nothing was changed.";
        let mut problem =
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Check what was sent", detail);
        problem.0.fields = fields;
        problem
    }

    /// More requests at work than the server takes.
    pub fn overloaded() -> Self {
        let detail = "Too many people are using Throughcare at this moment. Nothing was changed. Try again in a few seconds.";
        let mut problem =
            Self::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded", "Try again in a moment", detail);
        problem.0.retry_after = Some(2);
        problem
    }

    /// It took longer than any request may.
    pub fn too_slow() -> Self {
        let detail =
            "This took too long and was stopped. Look whether your change is there before you send it again.";
        let mut problem =
            Self::new(StatusCode::SERVICE_UNAVAILABLE, "too-slow", "This took too long", detail);
        problem.0.retry_after = Some(5);
        problem
    }

    /// Something is broken that the user cannot mend.
    pub fn failed() -> Self {
        let detail = "Something went wrong on our side. It has been noted. Try again; if it stays, tell your administrator and give the number at the foot of this page.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "failed", "Sorry, there is a problem", detail)
    }

    fn unavailable() -> Self {
        let detail =
            "We cannot reach our records at this moment. Nothing was changed. Try again in a few seconds.";
        let mut problem =
            Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Try again in a moment", detail);
        problem.0.retry_after = Some(5);
        problem
    }

    fn busy() -> Self {
        let detail = "Several changes came at the same moment. Yours was not made. Try again.";
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "Try again in a moment", detail);
        problem.0.retry_after = Some(1);
        problem
    }

    fn disk_full() -> Self {
        let detail = "There is no room left to save. Nothing was changed. Tell your administrator.";
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "disk-full", "This could not be saved", detail)
    }

    /// With the record as it is now.
    #[must_use]
    pub fn with_current(mut self, current: serde_json::Value) -> Self {
        self.0.current = Some(current);
        self
    }

    /// With other words for what to do.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = detail.into();
        self
    }

    /// The problem as the API sends it.
    pub fn json(&self) -> Response {
        let facts = self.facts();
        let wire = Wire {
            kind: format!("urn:throughcare:problem:{}", facts.code),
            status: facts.status.as_u16(),
            code: facts.code,
            title: facts.title,
            detail: facts.detail.clone(),
            fields: facts
                .fields
                .iter()
                .map(|e| WireField { field: e.field, code: e.code, sentence: e.sentence.clone() })
                .collect(),
            seen_version: facts.versions.map(|(seen, _)| seen),
            current_version: facts.versions.map(|(_, now)| now),
            current: facts.current.clone(),
        };
        let body = serde_json::to_vec(&wire).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if facts.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        self.finish(response)
    }

    /// Sets the status and the time to wait.
    pub(crate) fn finish(&self, mut response: Response) -> Response {
        *response.status_mut() = self.facts().status;
        if let Some(seconds) = self.facts().retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    /// Whether the failure lies with storage, so that a form may be sent again as it is.
    pub fn may_be_tried_again(&self) -> bool {
        self.facts().status.is_server_error()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::not_found(),
            Refusal::Role(_) => Self::role_forbids(),
            Refusal::Move(refused) => {
                let code = match refused.because {
                    Because::WarningUnread => "warning-unread",
                    Because::NotNow | Because::Unchanged | Because::Outdated | Because::NotUsed => {
                        "move-refused"
                    }
                };
                let detail = format!("{} Look at it again.", move_refused(&refused));
                Self::new(StatusCode::CONFLICT, code, "That step cannot be taken now", detail)
            }
            Refusal::NotNow(detail) => {
                Self::new(StatusCode::CONFLICT, "move-refused", "That step cannot be taken now", detail)
            }
            Refusal::Stale { seen, now } => {
                let detail = format!(
                    "Somebody changed this after you opened it: you saw version {seen}, it is now version {now}. Look at it as it is now, then decide."
                );
                let title = "This has changed since you opened it";
                let mut problem = Self::new(StatusCode::PRECONDITION_FAILED, "stale", title, detail);
                problem.0.versions = Some((seen, now));
                problem
            }
            Refusal::Invalid(fields) => Self::invalid(fields),
            Refusal::TooMany { seconds } => {
                let detail = format!("Too many attempts. Try again in {}.", crate::words::wait(seconds));
                let mut problem =
                    Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", "Wait before you try again", detail);
                problem.0.retry_after = Some(seconds);
                problem
            }
            Refusal::KeyReused => {
                let detail =
                    "This key was used before with another request. Use a new key for a new request.";
                let title = "This key was used before";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "key-reused", title, detail)
            }
            Refusal::Store(error) => Self::from(error),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Unavailable(_) => Self::unavailable(),
            StoreError::Full => Self::disk_full(),
            StoreError::Busy => Self::busy(),
            StoreError::Corrupt(_) | StoreError::Failed(_) => {
                // Our own words only: what a driver says may hold values of the record.
                tracing::error!(error = %error, "storage failed");
                Self::failed()
            }
        }
    }
}

/// The problem travels within the response until the guard gives it a face.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.facts().status;
        response.extensions_mut().insert(self);
        response
    }
}

/// Why a step of a referral is not taken, in a sentence that says how it stands.
pub(crate) fn move_refused(refused: &MoveRefused) -> String {
    match refused.because {
        Because::WarningUnread => {
            "This referral has a warning about risk. Read it before you book or record the first contact."
                .to_owned()
        }
        Because::NotUsed => "The pathway of this service does not use that step.".to_owned(),
        Because::Unchanged | Because::Outdated => {
            "The words of this referral are not those that the step began from.".to_owned()
        }
        Because::NotNow => {
            format!("This referral is now “{}”, so that step cannot be taken.", refused.from.words())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::referral::{Move, State};

    fn every_refusal() -> Vec<Refusal> {
        let away = || Box::<dyn std::error::Error + Send + Sync>::from("secret of the driver");
        vec![
            Refusal::NotFound,
            Refusal::Role(gate::Action::CreatePerson),
            Refusal::Move(MoveRefused {
                from: State::Declined,
                step: Move::Accept,
                because: Because::NotNow,
            }),
            Refusal::not_now("meeting", "Held"),
            Refusal::Stale { seen: 2, now: 3 },
            Refusal::field("born", "future", "Date of birth must be in the past"),
            Refusal::TooMany { seconds: 90 },
            Refusal::KeyReused,
            Refusal::Store(StoreError::Unavailable(away())),
            Refusal::Store(StoreError::Full),
            Refusal::Store(StoreError::Busy),
            Refusal::Store(StoreError::Corrupt("referral 7".into())),
            Refusal::Store(StoreError::Failed(away())),
        ]
    }

    #[tokio::test]
    async fn every_refusal_has_a_stable_face() {
        let mut faces = String::new();
        for refusal in every_refusal() {
            let response = Problem::from(refusal).json();
            let retry = response.headers().get(header::RETRY_AFTER).cloned();
            let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
            faces.push_str(std::str::from_utf8(&body).unwrap());
            if let Some(seconds) = retry {
                faces.push_str(" Retry-After: ");
                faces.push_str(seconds.to_str().unwrap());
            }
            faces.push('\n');
        }
        assert!(!faces.contains("secret of the driver"));
        insta::assert_snapshot!(faces);
    }
}
