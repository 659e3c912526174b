//! The page that says what went wrong and what to do.

use crate::{
    answer::html,
    kit::{Frame, Html},
    problem::Problem,
};
use askama::Template;
use axum::{body::Body, response::Response};
use http::StatusCode;

#[derive(Template)]
#[template(path = "pages/error/error.html")]
struct ErrorPage<'a> {
    frame: Frame,
    detail: &'a str,
    fields: Vec<&'a str>,
    again: Option<Html>,
    request_id: &'a str,
}

/// The page; its status is set by the caller.
pub(crate) fn render(frame: Frame, problem: &Problem, again: Option<Html>, request_id: &str) -> Response {
    let facts = problem.facts();
    let page = ErrorPage {
        frame,
        detail: &facts.detail,
        fields: facts.fields.iter().map(|field| field.sentence.as_str()).collect(),
        again,
        request_id,
    };
    html(StatusCode::OK, &page).unwrap_or_else(|_| Response::new(Body::from("Sorry, there is a problem.")))
}
