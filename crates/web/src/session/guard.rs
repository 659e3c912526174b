//! The guard before every handler.

use super::{
    bearer, cookies,
    dress::{Around, dress},
};
use crate::{
    csrf,
    form::Typed,
    problem::Problem,
    router::{Access, Face, Route, Verb},
    state::Shared,
    uploads,
    words::Said,
};
use app::{
    Refusal,
    accounts::{self, SessionState, Signed},
    drafts::{self, Desk},
};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{StatusCode, header};
use std::sync::Arc;

/// What the guard of one route knows.
#[derive(Clone)]
pub(crate) struct Guard {
    web: Shared,
    verb: Verb,
    face: Face,
    access: Access,
    /// Whether the same address can be read: then a form cut short is taken up again there.
    read: bool,
    /// Whether the form may carry a file.
    upload: bool,
}

/// Why a request does not reach its handler.
enum Turned {
    /// Something is wrong.
    Away(Problem),
    /// The session has ended; what was typed is kept for its owner.
    Expired,
    /// The form belongs to a former session of the same person; what was typed is kept.
    Stale,
}

impl<E: Into<Problem>> From<E> for Turned {
    fn from(error: E) -> Self {
        Self::Away(error.into())
    }
}

impl Guard {
    pub(crate) fn new(web: Shared, route: &Route, read: bool) -> Self {
        let upload = route.upload;
        Self { web, verb: route.verb, face: route.face, access: route.access, read, upload }
    }

    async fn admit(&self, request: &mut Request, around: &mut Around) -> Result<(), Turned> {
        match self.face {
            Face::Machine => Ok(()),
            Face::Api(_) if self.access == Access::Public => Ok(()),
            Face::Api(need) => {
                let signed = bearer::who(&self.web, request.headers(), self.verb, need).await?;
                self.let_in(request, around, signed)
            }
            Face::Page if self.access == Access::Public => self.admit_visitor(request).await,
            Face::Page => self.admit_page(request, around).await,
        }
    }

    /// A form before sign-in must carry the token of the browser's own cookie.
    async fn admit_visitor(&self, request: &mut Request) -> Result<(), Turned> {
        if self.verb == Verb::Get {
            return Ok(());
        }
        let token = cookies::form_token(&self.web, request.headers());
        let typed = self.read_form(request).await?;
        if !token.is_some_and(|token| csrf::fits(&token, typed.get("csrf"))) {
            return Err(Problem::form_expired().into());
        }
        request.extensions_mut().insert(typed);
        Ok(())
    }

    async fn admit_page(&self, request: &mut Request, around: &mut Around) -> Result<(), Turned> {
        if self.upload {
            self.before_upload(&self.session_of(request.headers()).await?)?;
        }
        if self.verb != Verb::Get {
            around.typed = Some(self.read_form(request).await?);
        }
        let state = self.session_of(request.headers()).await?;
        let signed: Arc<Signed> = match state {
            SessionState::SignedIn(signed) => Arc::from(signed),
            SessionState::Expired(desk) => {
                self.keep(desk, around).await?;
                return Err(Turned::Expired);
            }
            SessionState::AwaitingCode { .. } | SessionState::None => {
                return Err(Problem::not_signed_in().into());
            }
        };
        if let Some(typed) = &around.typed {
            if !csrf::fits(&signed.csrf, typed.get("csrf")) {
                around.signed = Some(Arc::clone(&signed));
                let fits = |token: &csrf::Token| csrf::fits(token, typed.get("csrf"));
                if let Some(desk) = accounts::other_desk(&self.web.app, &signed, fits).await? {
                    self.keep(desk, around).await?;
                    return Err(Problem::for_another_agency().into());
                }
                self.keep(signed.desk(), around).await?;
                return Err(if self.read { Turned::Stale } else { Problem::form_expired().into() });
            }
            request.extensions_mut().insert(typed.clone());
        }
        self.let_in(request, around, signed)
    }

    async fn session_of(&self, headers: &http::HeaderMap) -> Result<SessionState, Turned> {
        Ok(match cookies::pair(&self.web, headers) {
            Some(secret) => accounts::session(&self.web.app, &secret).await?,
            None => SessionState::None,
        })
    }

    /// A file is large: it is read for those alone who may send one.
    fn before_upload(&self, state: &SessionState) -> Result<(), Turned> {
        match state {
            SessionState::SignedIn(signed) => self.permit(signed),
            SessionState::Expired(_) => Err(Turned::Expired),
            SessionState::AwaitingCode { .. } | SessionState::None => Err(Problem::not_signed_in().into()),
        }
    }

    fn permit(&self, signed: &Signed) -> Result<(), Turned> {
        if let Access::May(action) = self.access {
            let asked = self.web.app.gate().permit_role(&signed.viewer, action);
            asked.map_err(|no| Refusal::forbidden(action, no))?;
        }
        Ok(())
    }

    fn let_in(&self, request: &mut Request, around: &mut Around, signed: Arc<Signed>) -> Result<(), Turned> {
        around.signed = Some(Arc::clone(&signed));
        self.permit(&signed)?;
        request.extensions_mut().insert(signed);
        Ok(())
    }

    /// Keeps what was typed as a draft of its owner. The browser has already vouched that the form is ours.
    async fn keep(&self, desk: Desk, around: &Around) -> Result<(), Turned> {
        let Some(typed) = around.typed.as_ref().filter(|_| self.read) else { return Ok(()) };
        drafts::save(&self.web.app, desk, &around.path, &typed.for_draft()).await?;
        Ok(())
    }

    /// A form with a file, where the route takes one: the file goes beside what was typed.
    async fn read_parts(&self, request: &mut Request) -> Result<Option<Typed>, Problem> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let Some(boundary) = content_type.filter(|_| self.upload).and_then(uploads::boundary) else {
            return Ok(None);
        };
        let boundary = boundary.to_owned();
        let body = std::mem::replace(request.body_mut(), Body::empty());
        let body = body_of(body, self.web.config.upload_limit).await?;
        let (typed, upload) = uploads::parted(&body, &boundary)?;
        request.extensions_mut().insert(upload);
        Ok(Some(typed))
    }

    async fn read_form(&self, request: &mut Request) -> Result<Typed, Problem> {
        if let Some(typed) = self.read_parts(request).await? {
            return Ok(typed);
        }
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_form =
            content_type.is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
        // A form without a field has no type to speak of.
        if !is_form && content_type.is_some() {
            return Err(Problem::wrong_type("application/x-www-form-urlencoded"));
        }
        let body = std::mem::replace(request.body_mut(), Body::empty());
        Ok(Typed::parse(&body_of(body, self.web.config.body_limit).await?))
    }
}

/// The whole of a body, up to `limit` bytes.
pub(crate) async fn body_of(body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let read = axum::body::to_bytes(body, limit).await;
    read.map(|bytes| bytes.to_vec()).map_err(|_| Problem::too_large())
}

/// Lets a request through to its handler, or answers for it; and gives every problem its face.
pub(crate) async fn guard(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let mut around = Around::of(&guard.web, guard.face, &request, guard.read);
    let response = match guard.admit(&mut request, &mut around).await {
        Ok(()) => next.run(request).await,
        Err(Turned::Away(problem)) => axum::response::IntoResponse::into_response(problem),
        Err(Turned::Expired) => return around.ask_again(true),
        Err(Turned::Stale) => return take_up_again(&guard, &around),
    };
    dress(&around, response)
}

/// Back to the form, which has the draft.
fn take_up_again(guard: &Guard, around: &Around) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(path) = http::HeaderValue::from_str(&around.path) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    cookies::put_flash(&guard.web, response.headers_mut(), Some((Said::FormStale, None)));
    response
}
