//! Headers of every answer, signs of life, figures.

use crate::town::{Part, Sky, Town};
use http::{Method, StatusCode};

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    for path in ["/my-account", "/sign-in", "/no-such-page", "/api/v1/me", "/api/v1/openapi.json", "/health"]
    {
        let seen = seat.get(path).await;
        let policy = seen.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(seen.header(name), value, "{path} {name}");
        }
        assert_eq!(seen.header("x-request-id").len(), 32, "{path}");
        assert_eq!(seen.header("strict-transport-security"), "", "not over http");
    }
}

#[tokio::test]
async fn pages_carry_no_script_or_style_of_their_own_and_stay_small() {
    let town = Town::new().await;
    let mut seat = town.signed_in(Part::Administrator).await;
    for path in ["/my-account", "/my-account/second-factor", "/accounts", "/accounts/invite", "/sign-in"] {
        let seen = seat.get(path).await;
        assert!(
            !seen.body.contains("<style")
                && !seen.body.contains(" style=")
                && !seen.body.contains(" onclick")
        );
        let scripts = seen.page().texts("script");
        assert!(scripts.iter().all(String::is_empty), "{path}");
        assert!(seen.body.len() <= 60_000, "{path}: {} bytes", seen.body.len());
    }
}

#[tokio::test]
async fn over_https_cookies_are_bound_to_the_host_and_browsers_stay_with_https() {
    let town = Town::with(web::Config { secure: true, ..web::Config::default() }).await;
    let seen = town.seat().get("/sign-in").await;
    assert!(seen.header("strict-transport-security").starts_with("max-age=31536000"));
    let cookie = seen.header("set-cookie");
    assert!(cookie.starts_with("__Host-throughcare-form=") && cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn pages_are_compressed_for_browsers_that_ask() {
    let town = Town::new().await;
    let request =
        http::Request::get("/sign-in").header("accept-encoding", "gzip").body(axum::body::Body::empty());
    let response = tower::ServiceExt::oneshot(town.router(), request.unwrap()).await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
}

#[tokio::test]
async fn signs_of_life_are_public_and_figures_are_not() {
    let config = web::Config { metrics_token: Some("scrape".into()), ..web::Config::default() };
    let town = Town::with(config).await;
    let mut seat = town.seat();
    assert_eq!(seat.get("/health").await.status, StatusCode::OK);
    assert_eq!(seat.get("/ready").await.body, "ready\n");
    assert_eq!(seat.get("/metrics").await.status, StatusCode::NOT_FOUND);
    let seen = seat.send(Method::GET, "/metrics", &[("authorization", "Bearer scrape")], "").await;
    assert!(
        seen.body.contains(r#"http_requests_total{method="GET",route="/ready",status="200"} 1"#),
        "{}",
        seen.body
    );
    let unset = Town::new().await;
    assert_eq!(unset.seat().get("/metrics").await.status, StatusCode::NOT_FOUND, "only this machine");
}

#[tokio::test]
async fn figures_stay_closed_behind_a_proxy_on_the_same_machine() {
    let town = Town::new().await;
    let mut here = town.seat().on_this_machine();
    assert_eq!(here.get("/metrics").await.status, StatusCode::OK);
    for (header, value) in
        [("x-forwarded-for", "192.0.2.9"), ("forwarded", "for=192.0.2.9"), ("x-real-ip", "192.0.2.9")]
    {
        let seen = here.send(Method::GET, "/metrics", &[(header, value)], "").await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{header}");
    }
    let config = web::Config { metrics_token: Some("scrape".into()), ..web::Config::default() };
    let town = Town::with(config).await;
    let headers = [("authorization", "Bearer scrape"), ("x-forwarded-for", "192.0.2.9")];
    let seen = town.seat().on_this_machine().send(Method::GET, "/metrics", &headers, "").await;
    assert_eq!(seen.status, StatusCode::OK, "whoever has the token");
}

#[tokio::test]
async fn too_many_at_once_are_asked_to_come_again() {
    let town = Town::with(web::Config { at_work: 0, ..web::Config::default() }).await;
    let seen = town.seat().get("/api/v1/me").await;
    assert_eq!((seen.status, &seen.json()["code"]), (StatusCode::SERVICE_UNAVAILABLE, &"overloaded".into()));
    assert_eq!(seen.header("retry-after"), "2");
    let seen = town.seat().get("/sign-in").await;
    assert_eq!(seen.page().text("h1"), "Try again in a moment");
}

#[tokio::test]
async fn what_takes_too_long_is_stopped_and_says_so() {
    let config = web::Config { deadline: std::time::Duration::from_millis(20), ..web::Config::default() };
    let town = Town::with(config).await;
    town.weather.turns(Sky::Silent);
    let seen = town.seat().send(Method::GET, "/api/v1/me", &[("authorization", "Bearer tc_x")], "").await;
    assert_eq!((seen.status, &seen.json()["code"]), (StatusCode::SERVICE_UNAVAILABLE, &"too-slow".into()));
}
