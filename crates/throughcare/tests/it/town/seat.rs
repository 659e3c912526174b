//! A seat at a computer: a browser with its cookies, or a program with a token.

use super::page::Seen;
use axum::{Router, body::Body, extract::ConnectInfo};
use http::{Method, Request, header};
use std::{collections::BTreeMap, net::SocketAddr};
use tower::ServiceExt;

/// The most of an answer that a test reads.
const MOST: usize = 4 * 1024 * 1024;

/// A browser with its cookies.
#[derive(Clone)]
pub struct Seat {
    router: Router,
    cookies: BTreeMap<String, String>,
    peer: SocketAddr,
    /// The token sent with each request, for a program.
    pub token: Option<String>,
}

impl Seat {
    pub(super) fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), peer: SocketAddr::from(([192, 0, 2, 1], 4000)), token: None }
    }

    /// The same browser at another network address.
    pub fn at(mut self, last: u8) -> Self {
        self.peer = SocketAddr::from(([192, 0, 2, last], 4000));
        self
    }

    /// The same browser on the machine of the server itself.
    pub fn on_this_machine(mut self) -> Self {
        self.peer = SocketAddr::from(([127, 0, 0, 1], 4000));
        self
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Puts a cookie into the browser.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Sends any request.
    pub async fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Seen {
        let mut request = Request::builder().method(method).uri(path);
        if !self.cookies.is_empty() {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body.to_owned())).expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie"));
        }
        let bytes = axum::body::to_bytes(body, MOST).await.expect("a body");
        Seen {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').expect("a name");
        if rest.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Seen {
        self.send(Method::GET, path, &[("sec-fetch-site", "same-origin")], "").await
    }

    /// Sends a form as it is, without opening its page first.
    pub async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Seen {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let headers =
            [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &headers, &body).await
    }

    /// Opens the page at `path`, fills its form in and sends it there.
    pub async fn fill(&mut self, path: &str, typed: &[(&str, &str)]) -> Seen {
        let fields = self.filled(path, path, typed).await;
        self.post(path, &fields).await
    }

    /// Opens the page at `path`, fills the form there that is sent to `action` in, and sends it.
    pub async fn fill_at(&mut self, path: &str, action: &str, typed: &[(&str, &str)]) -> Seen {
        let fields = self.filled(path, action, typed).await;
        self.post(action, &fields).await
    }

    /// Opens `path` and presses the button of the form there that is sent to `action`.
    pub async fn press(&mut self, path: &str, action: &str) -> Seen {
        let fields = self.filled(path, action, &[]).await;
        self.post(action, &fields).await
    }

    /// Opens the page at `path` and fills its form to `action` in.
    pub async fn filled(
        &mut self,
        path: &str,
        action: &str,
        typed: &[(&str, &str)],
    ) -> Vec<(String, String)> {
        let seen = self.get(path).await;
        let page = seen.page();
        let form = page.form(action);
        let mut fields =
            form.unwrap_or_else(|| panic!("no form at {path}: {} {}", seen.status, page.main_text()));
        for (name, _) in typed {
            fields.retain(|(known, _)| known != name);
        }
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields
    }

    /// The token of the session's forms, from the page of one's own account.
    pub async fn csrf(&mut self) -> String {
        let page = self.get("/my-account").await.page();
        page.attribute("header form input[name=csrf]", "value").expect("somebody who is signed in")
    }

    /// Presses "Sign out".
    pub async fn sign_out(&mut self) -> Seen {
        let csrf = self.csrf().await;
        self.post("/sign-out", &[("csrf".into(), csrf)]).await
    }

    /// Sends JSON.
    pub async fn json(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Seen {
        let headers: Vec<(&str, &str)> =
            headers.iter().copied().chain([("content-type", "application/json")]).collect();
        self.send(method, path, &headers, body).await
    }
}
