//! Bodies, versions and keys of the API, read strictly; and answers.

use crate::{
    answer::Answer,
    form::{Check, FieldError},
    problem::Problem,
    session::body_of,
    state::Shared,
};
use app::{Once, Refusal, once::KEY_MOST};
use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Request},
    response::Response,
};
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::error::Category;

/// The header under which a client names a request, so that it is carried out once.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A JSON body, and its text as it came.
pub(super) struct Json<T> {
    pub(super) value: T,
    pub(super) text: String,
}

impl<T: DeserializeOwned> FromRequest<Shared> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Shared) -> Result<Self, Problem> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = content_type.and_then(|value| value.split(';').next()).map(str::trim);
        if kind != Some("application/json") {
            return Err(Problem::wrong_type("application/json"));
        }
        let bytes = body_of(request.into_body(), web.config.body_limit).await?;
        let text = String::from_utf8(bytes).map_err(|_| Problem::malformed("The body is not UTF-8."))?;
        match serde_json::from_str(&text) {
            Ok(value) => Ok(Self { value, text }),
            Err(error) if error.classify() == Category::Data => {
                // What was sent goes back to its sender alone.
                Err(Problem::invalid(vec![FieldError::new("body", "shape", error.to_string())]))
            }
            Err(_) => Err(Problem::malformed("The body is not JSON.")),
        }
    }
}

/// The version that the writer saw, from `If-Match`.
pub(super) struct Seen(pub(super) i64);

impl FromRequestParts<Shared> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Problem> {
        let sent = parts.headers.get(header::IF_MATCH).ok_or_else(Problem::precondition_required)?;
        let version = sent
            .to_str()
            .ok()
            .and_then(|text| text.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok());
        version.map(Self).ok_or_else(Problem::precondition_required)
    }
}

/// The key of a request that makes something, if its client sent one.
pub(super) struct Key(Option<String>, String);

impl FromRequestParts<Shared> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Problem> {
        let text = match parts.headers.get(KEY) {
            None => None,
            Some(value) => {
                let named = |text: &&str| {
                    (1..=KEY_MOST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
                };
                let text = value.to_str().ok().filter(named);
                let sentence = "Send a key of 1 to 100 visible characters";
                let error = || Problem::invalid(vec![FieldError::new("Idempotency-Key", "length", sentence)]);
                Some(text.ok_or_else(error)?.to_owned())
            }
        };
        Ok(Self(text, format!("{} {}", parts.method, parts.uri.path())))
    }
}

impl Key {
    /// What makes the same request, sent twice, one record.
    pub(super) fn once(&self, body: &str) -> Result<Option<Once>, Refusal> {
        self.0.as_ref().map(|key| Once::new(key, &[&self.1, body])).transpose()
    }
}

/// Everything read, or every field that cannot be taken.
pub(super) fn read<T>(check: Check, command: impl FnOnce() -> Option<T>) -> Result<T, Problem> {
    check.done(command).map_err(Problem::invalid)
}

/// A JSON answer.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    let body = serde_json::to_vec(value).map_err(|error| {
        tracing::error!(error = %error, "an answer could not be written");
        Problem::failed()
    })?;
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// A JSON answer with the version of what it holds.
pub(super) fn versioned(version: i64, value: &impl Serialize) -> Answer {
    let mut response = json(StatusCode::OK, value)?;
    let tag = HeaderValue::from_str(&format!("\"{version}\"")).map_err(|_| Problem::failed())?;
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

/// Something was made: its id, and where it is.
pub(super) fn created(location: &str, value: &impl Serialize) -> Answer {
    let mut response = json(StatusCode::CREATED, value)?;
    let location = HeaderValue::from_str(location).map_err(|_| Problem::failed())?;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}
