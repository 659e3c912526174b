//! The four cookies: the session, the token of forms before sign-in, what has just been done, and the mark of a browser
//! where somebody has signed in before.
//!
//! All are for this site alone, out of reach of scripts, and secure where people come by https.

use crate::{csrf::Token, form::base64url, state::Shared, words::Said};
use app::{accounts::Secret, ports::Origin};
use axum::extract::ConnectInfo;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::{HeaderMap, HeaderValue, header, request::Parts};
use std::net::SocketAddr;
use uuid::Uuid;

/// A browser is known this long, in seconds: 90 days, as the server counts too.
const KNOWN: u32 = 90 * 24 * 60 * 60;

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    Session,
    Form,
    Said,
    Device,
}

/// The cookie's name. Over https a prefix makes browsers refuse it from anywhere but this very host.
const fn name(which: Name, secure: bool) -> &'static str {
    match (which, secure) {
        (Name::Session, true) => "__Host-throughcare",
        (Name::Session, false) => "throughcare",
        (Name::Form, true) => "__Host-throughcare-form",
        (Name::Form, false) => "throughcare-form",
        (Name::Said, true) => "__Host-throughcare-said",
        (Name::Said, false) => "throughcare-said",
        (Name::Device, true) => "__Host-throughcare-device",
        (Name::Device, false) => "throughcare-device",
    }
}

fn cookie(web: &Shared, which: Name, value: String) -> Cookie<'static> {
    Cookie::build((name(which, web.config.secure), value))
        .path("/")
        .http_only(true)
        .secure(web.config.secure)
        .same_site(SameSite::Lax)
        .build()
}

fn add(headers: &mut HeaderMap, cookie: &Cookie<'_>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        headers.append(header::SET_COOKIE, value);
    }
}

fn read(web: &Shared, headers: &HeaderMap, which: Name) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    jar.get(name(which, web.config.secure)).map(|cookie| cookie.value().to_owned())
}

/// The session's secret as the browser presents it.
pub(crate) fn pair(web: &Shared, headers: &HeaderMap) -> Option<String> {
    read(web, headers, Name::Session).filter(|secret| !secret.is_empty())
}

/// Hands the session's secret to the browser.
pub(crate) fn put_session(web: &Shared, headers: &mut HeaderMap, secret: &Secret) {
    add(headers, &cookie(web, Name::Session, secret.reveal().to_owned()));
}

/// The mark of an earlier sign-in, as the browser presents it.
pub(crate) fn device(web: &Shared, headers: &HeaderMap) -> Option<String> {
    read(web, headers, Name::Device)
}

/// Marks the browser as one where somebody has signed in. The mark outlives the session, or it would help nobody.
pub(crate) fn put_device(web: &Shared, headers: &mut HeaderMap, mark: String) {
    let text = format!("{}; Max-Age={KNOWN}", cookie(web, Name::Device, mark));
    if let Ok(value) = HeaderValue::from_str(&text) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// Takes the session's cookie away.
pub(crate) fn clear(web: &Shared, headers: &mut HeaderMap) {
    let mut gone = cookie(web, Name::Session, String::new());
    gone.make_removal();
    add(headers, &gone);
}

/// The token of forms before sign-in, as the browser presents it.
pub(crate) fn form_token(web: &Shared, headers: &HeaderMap) -> Option<Token> {
    let text = read(web, headers, Name::Form)?;
    base64url::decode(&text)?.try_into().ok()
}

/// Hands a token for forms before sign-in to the browser.
pub(crate) fn put_form_token(web: &Shared, headers: &mut HeaderMap, token: &Token) {
    add(headers, &cookie(web, Name::Form, base64url::encode(token)));
}

/// What has just been done, and about which record.
pub(crate) fn flash(web: &Shared, headers: &HeaderMap) -> Option<(Said, Option<Uuid>)> {
    let text = read(web, headers, Name::Said)?;
    let (code, about) = text.split_once('.').unwrap_or((&text, ""));
    Some((Said::from_code(code).ok()?, Uuid::parse_str(about).ok()))
}

/// Tells the next page what has just been done; `None` takes the message away once it was shown.
pub(crate) fn put_flash(web: &Shared, headers: &mut HeaderMap, said: Option<(Said, Option<Uuid>)>) {
    let mut cookie = cookie(web, Name::Said, String::new());
    if let Some((said, about)) = said {
        let about = about.map(|id| id.to_string()).unwrap_or_default();
        cookie.set_value(format!("{}.{about}", said.code()));
    } else {
        cookie.make_removal();
    }
    add(headers, &cookie);
}

/// From where somebody asks. A proxy's word counts only if the settings name its header.
pub(crate) fn origin(web: &Shared, parts: &Parts) -> Origin {
    let peer =
        parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_string());
    let forwarded = web.config.forwarded_header.as_ref().and_then(|name| {
        // The last entry is the proxy's own; what stands before it, anybody may have written.
        let value = parts.headers.get_all(name).iter().next_back()?.to_str().ok()?;
        value.rsplit(',').next().map(|address| address.trim().to_owned())
    });
    let browser =
        parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Origin {
        address: forwarded.or(peer).unwrap_or_else(|| "unknown".to_owned()).chars().take(64).collect(),
        browser: browser.chars().take(120).collect(),
    }
}
