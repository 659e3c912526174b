//! Figures for Prometheus: requests by route template and status, and how long they took. No address, no id, no person.

use crate::{problem::Problem, state::Shared};
use axum::{
    extract::{ConnectInfo, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, header};
use metrics::{counter, gauge, histogram, with_local_recorder};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use std::{net::SocketAddr, time::Duration};
use subtle::ConstantTimeEq;

/// Upper bounds of the histogram, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// What a proxy adds. Behind one on this machine everybody's requests come from here, also where its header is not set.
const FORWARDED: [HeaderName; 3] =
    [HeaderName::from_static("x-forwarded-for"), HeaderName::from_static("x-real-ip"), header::FORWARDED];

/// The figures of one router. Not global, so that tests do not mix.
pub struct Figures {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
}

impl Figures {
    pub(crate) fn new() -> Self {
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets(&BOUNDS).unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        Self { recorder, handle }
    }

    /// Counts one answered request.
    pub(crate) fn count(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        with_local_recorder(&self.recorder, || {
            let route = route.to_owned();
            let status = status.to_string();
            counter!("http_requests_total", "method" => method, "route" => route.clone(), "status" => status)
                .increment(1);
            histogram!("http_request_seconds", "method" => method, "route" => route)
                .record(took.as_secs_f64());
        });
    }

    /// Sets a figure that goes up and down, such as the jobs that wait.
    pub fn set(&self, name: &'static str, value: f64) {
        with_local_recorder(&self.recorder, || gauge!(name).set(value));
    }

    /// The figures as text.
    pub fn render(&self) -> String {
        self.handle.run_upkeep();
        self.handle.render()
    }
}

/// `GET /metrics`, for this machine, or for whoever has the token.
pub(crate) async fn show(
    State(web): State<Shared>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Response {
    let forwarded = FORWARDED.iter().any(|name| headers.contains_key(name))
        || web.config.forwarded_header.as_ref().is_some_and(|name| headers.contains_key(name));
    let here = peer.is_some_and(|axum::Extension(ConnectInfo(peer))| peer.ip().is_loopback()) && !forwarded;
    let presented = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let allowed = match (&web.config.metrics_token, presented) {
        (Some(token), Some(presented)) => token.as_bytes().ct_eq(presented.as_bytes()).into(),
        (Some(_), None) => false,
        (None, _) => here,
    };
    if !allowed {
        return Problem::not_found().into_response();
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], web.figures.render()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_name_templates_and_statuses() {
        let figures = Figures::new();
        figures.count("GET", "/people/{id}", 200, Duration::from_millis(3));
        figures.count("GET", "/people/{id}", 404, Duration::from_millis(1));
        let text = figures.render();
        assert!(
            text.contains(r#"http_requests_total{method="GET",route="/people/{id}",status="404"} 1"#),
            "{text}"
        );
        assert!(
            text.contains(r#"http_request_seconds_bucket{method="GET",route="/people/{id}",le="0.005"} 2"#),
            "{text}"
        );
    }
}
