//! Whether the process is up, and whether its database answers: for whoever runs the service.

use crate::state::Shared;
use axum::extract::State;
use http::StatusCode;

/// `GET /health`: the process is up.
pub(crate) async fn health() -> &'static str {
    "ok\n"
}

/// `GET /ready`: the database answers and is migrated.
pub(crate) async fn ready(State(web): State<Shared>) -> (StatusCode, &'static str) {
    match web.app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(error = %error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
