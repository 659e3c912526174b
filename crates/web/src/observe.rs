//! Around every request: a number for it, a line in the log, its figures, a bound on how long and how many.
//!
//! Nothing personal is written: the template of the address, never the address; the method, the status, the time taken
//! and the request's number. Addresses with queries, ids and names do not reach the log.

use crate::{paths, problem::Problem, state::Shared};
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, Method};
use std::time::Instant;
use tracing::Instrument as _;
use uuid::Uuid;

/// The header that carries a request's number.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The number of a request, for log and error page.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Numbers, times, counts and logs a request.
pub(crate) async fn observe(State(web): State<Shared>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = web.app.id::<Uuid>().simple().to_string();
    let method = method(request.method());
    let matched = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = matched.unwrap_or_else(|| "unmatched".to_owned());
    request.extensions_mut().insert(RequestId(id.clone()));
    // What is logged meanwhile carries the request's number, so that one request can be followed.
    let span = tracing::info_span!("request", method, route, request = id);
    let mut response = next.run(request).instrument(span).await;
    let (took, status) = (began.elapsed(), response.status().as_u16());
    web.figures.count(method, &route, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(method, route, status, ms, request = id, "answered");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Answers 503 when too many requests are at work, or when one takes too long; a dropped use-case changes nothing.
/// Signs of life are answered all the same: a busy server is not a dead one.
pub(crate) async fn bound(State(web): State<Shared>, request: Request, next: Next) -> Response {
    if [paths::HEALTH, paths::READY, paths::METRICS].contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let Ok(_place) = web.at_work.try_acquire() else {
        return Problem::overloaded().into_response();
    };
    match tokio::time::timeout(web.config.deadline, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::too_slow().into_response(),
    }
}

/// The method as a word of ours: a made-up one does not become a label.
fn method(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "HEAD" => "HEAD",
        _ => "other",
    }
}
