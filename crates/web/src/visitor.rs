//! What handlers of public pages are given: somebody of whom nothing is known yet.

use crate::{
    answer::{Answer, frame_for, html},
    csrf::{self, Token},
    form::Errors,
    kit::{Frame, NotificationBanner, Text},
    problem::Problem,
    session,
    state::Shared,
    words::Said,
};
use app::ports::Origin;
use askama::Template;
use axum::extract::FromRequestParts;
use http::{HeaderMap, StatusCode, request::Parts};
use std::sync::Arc;

/// Somebody who is not signed in.
pub(crate) struct Visitor {
    pub(crate) web: Shared,
    pub(crate) origin: Origin,
    headers: HeaderMap,
    token: Token,
    said: Option<Said>,
}

impl FromRequestParts<Shared> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Shared) -> Result<Self, Problem> {
        let origin = session::origin(web, parts);
        Ok(Self { origin, ..Self::of(web, &parts.headers) })
    }
}

impl Visitor {
    /// The visitor behind these headers. A browser without a token for forms gets one with the page.
    pub(crate) fn of(web: &Shared, headers: &HeaderMap) -> Self {
        let token = session::form_token(web, headers).unwrap_or_else(|| {
            let mut token = [0; 32];
            web.app.chance.fill(&mut token);
            token
        });
        Self {
            web: Arc::clone(web),
            origin: Origin { address: String::new(), browser: String::new() },
            headers: headers.clone(),
            token,
            said: session::flash(web, headers).map(|(said, _)| said),
        }
    }

    /// The session's secret, if the browser has one.
    pub(crate) fn secret(&self) -> Option<String> {
        session::pair(&self.web, &self.headers)
    }

    /// What the browser kept of an earlier sign-in.
    pub(crate) fn mark(&self) -> Option<String> {
        session::device(&self.web, &self.headers)
    }

    /// The frame of a public page with a form.
    pub(crate) fn frame(&self, title: impl Into<Text>, errors: &Errors) -> Frame {
        let mut frame = frame_for(&self.web, None, "", title).with_errors(errors.summary(&[]));
        frame.csrf = csrf::masked(&self.token, &*self.web.app.chance).into();
        if errors.is_empty() {
            frame.flash = self.said.map(|said| NotificationBanner::success(said.words()));
        }
        frame
    }

    /// Shows a page.
    pub(crate) fn show(&self, status: StatusCode, page: &impl Template) -> Answer {
        let mut response = html(status, page)?;
        session::put_form_token(&self.web, response.headers_mut(), &self.token);
        if self.said.is_some() {
            session::put_flash(&self.web, response.headers_mut(), None);
        }
        Ok(response)
    }
}
