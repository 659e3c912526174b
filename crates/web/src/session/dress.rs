//! Gives a problem its face: a page with the menu of whoever asked, or problem+json.

use crate::{
    answer::frame_for,
    form::Typed,
    kit::{Escaped, Html},
    observe::RequestId,
    pages::{error, sign_in},
    paths,
    problem::Problem,
    router::Face,
    state::Shared,
};
use app::accounts::Signed;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, Method, StatusCode};
use std::{fmt::Write as _, sync::Arc};

/// What is known around a request once it is gone.
pub(crate) struct Around {
    pub(crate) web: Shared,
    pub(crate) signed: Option<Arc<Signed>>,
    pub(crate) typed: Option<Typed>,
    face: Face,
    address: String,
    pub(crate) path: String,
    headers: HeaderMap,
    request_id: String,
    read: bool,
}

impl Around {
    pub(crate) fn of(web: &Shared, face: Face, request: &Request, read: bool) -> Self {
        let uri = request.uri();
        let asked = if request.method() == Method::GET {
            uri.path_and_query().map(ToString::to_string)
        } else {
            None
        };
        Self {
            web: Arc::clone(web),
            signed: None,
            typed: None,
            face,
            address: asked.unwrap_or_else(|| uri.path().to_owned()),
            path: uri.path().to_owned(),
            headers: request.headers().clone(),
            request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            read,
        }
    }

    /// The sign-in page in the place of what was asked; it leads there afterwards.
    pub(crate) fn ask_again(&self, expired: bool) -> Response {
        let next = if self.read { self.address.as_str() } else { paths::MY_WORK };
        let kept = expired && self.read && self.typed.is_some();
        sign_in::in_place(&self.web, &self.headers, next, expired, kept)
    }

    fn page(&self, problem: &Problem) -> Response {
        if problem.facts().status == StatusCode::UNAUTHORIZED {
            return self.ask_again(false);
        }
        let frame = frame_for(&self.web, self.signed.as_deref(), &self.path, problem.facts().title);
        let again = self.again(problem, &frame.csrf_field());
        problem.finish(error::render(frame, problem, again, &self.request_id))
    }

    /// A form that sends the same again, where storage failed: nothing that was typed is lost. Where not even the
    /// session could be read, the form's own token goes back as it came.
    fn again(&self, problem: &Problem, csrf: &Html) -> Option<Html> {
        let typed = self.typed.as_ref().filter(|_| problem.may_be_tried_again())?;
        let kept = Typed::parse(typed.for_draft().as_bytes());
        let mut form = format!("<form method=\"post\" action=\"{}\">", Escaped(&self.path));
        // Writing to a string cannot fail.
        let _ = match &self.signed {
            Some(_) => write!(form, "{csrf}"),
            None => {
                write!(form, "<input type=\"hidden\" name=\"csrf\" value=\"{}\">", Escaped(typed.get("csrf")))
            }
        };
        for (name, value) in kept.pairs() {
            let _ =
                write!(form, "<textarea hidden name=\"{}\">\n{}</textarea>", Escaped(name), Escaped(value));
        }
        form.push_str("<button class=\"govuk-button\" type=\"submit\">Send it again</button></form>");
        Some(Html::markup(form))
    }
}

/// The response, its problem put into words.
pub(crate) fn dress(around: &Around, mut response: Response) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    match around.face {
        Face::Page => around.page(&problem),
        Face::Api(_) | Face::Machine => problem.json(),
    }
}

/// Dresses what never reached a guard: unknown addresses, panics, overload.
pub(crate) async fn dress_the_rest(State(web): State<Shared>, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with(paths::api::ROOT);
    let face = if api { Face::Machine } else { Face::Page };
    let around = Around::of(&web, face, &request, false);
    dress(&around, next.run(request).await)
}
