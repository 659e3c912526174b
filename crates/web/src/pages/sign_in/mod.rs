//! Sign in and out: address and password, then a code. Nothing said here tells whether an account exists.

mod invitation;

use crate::{
    answer::{Answer, WebCx, go, mend},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{Button, Frame, Input, NotificationBanner, PasswordInput, Text},
    paths,
    problem::Problem,
    router::{Access, Route},
    session,
    state::Shared,
    visitor::Visitor,
    words::Said,
};
use app::{
    Refusal,
    accounts::{self, SessionState},
};
use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};

/// The routes of sign-in, sign-out and invitations.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::page(paths::HOME, Access::Public, home),
        Route::page(paths::SIGN_IN, Access::Public, show),
        Route::form(paths::SIGN_IN, Access::Public, start),
        Route::page(paths::SIGN_IN_CODE, Access::Public, show_code),
        Route::form(paths::SIGN_IN_CODE, Access::Public, code),
        Route::form(paths::SIGN_OUT, Access::SignedIn, sign_out),
    ];
    routes.extend(invitation::routes());
    routes
}

#[derive(Template)]
#[template(path = "pages/sign_in/sign_in.html")]
struct SignInPage {
    frame: Frame,
    action: &'static str,
    notice: Option<NotificationBanner>,
    email: Input,
    password: PasswordInput,
    next: Text,
    go_on: Button,
}

#[derive(Template)]
#[template(path = "pages/sign_in/code.html")]
struct CodePage {
    frame: Frame,
    code: Input,
    next: Text,
    go_on: Button,
}

/// Where to go after sign-in.
struct Next(String);

impl Asked for Next {
    const KNOWN: &'static [&'static str] = &["next"];

    fn read(typed: &Typed, _: &mut Check) -> Self {
        Self(typed.get("next").to_owned())
    }
}

async fn home(Query(()): Query<()>) -> Answer {
    go(paths::MY_WORK)
}

fn page(visitor: &Visitor, typed: &Typed, errors: &Errors) -> SignInPage {
    SignInPage {
        frame: visitor.frame("Sign in", errors),
        action: paths::SIGN_IN,
        notice: None,
        email: Input {
            type_: "email".into(),
            autocomplete: "username".into(),
            spellcheck: Some(false),
            autocapitalize: "none".into(),
            ..Input::text("email", "Email address")
        }
        .with_value(typed.get("email").to_owned())
        .with_error(errors.at("email")),
        password: PasswordInput {
            autocomplete: "current-password".into(),
            ..PasswordInput::new("password", "Password")
        }
        .with_error(errors.at("password")),
        next: typed.get("next").to_owned().into(),
        go_on: Button::submit("Continue"),
    }
}

/// Sign-in in the place of a page that needs it, which then follows. `kept` says that a form's text was kept.
pub(crate) fn in_place(web: &Shared, headers: &HeaderMap, next: &str, expired: bool, kept: bool) -> Response {
    let visitor = Visitor::of(web, headers);
    let mut page = page(&visitor, &Typed::default().with("next", next), &Errors::none());
    page.notice = match (expired, kept) {
        (true, true) => Some("You were signed out because you had not used Throughcare for a while. We kept what you typed: sign in to go on with it."),
        (true, false) => Some("You were signed out because you had not used Throughcare for a while. Sign in to go on."),
        (false, _) => None,
    }
    .map(NotificationBanner::important);
    visitor.show(StatusCode::UNAUTHORIZED, &page).unwrap_or_else(IntoResponse::into_response)
}

async fn show(visitor: Visitor, Query(Next(next)): Query<Next>) -> Answer {
    if let Some(secret) = visitor.secret()
        && let SessionState::SignedIn(_) = accounts::session(&visitor.web.app, &secret).await?
    {
        return go(paths::local(&next));
    }
    visitor.show(StatusCode::OK, &page(&visitor, &Typed::default().with("next", next), &Errors::none()))
}

async fn start(visitor: Visitor, typed: Typed) -> Answer {
    let mut check = Check::default();
    if typed.get("email").trim().is_empty() {
        check.wrong::<()>("email", "required", "Enter your email address");
    }
    if typed.get("password").is_empty() {
        check.wrong::<()>("password", "required", "Enter your password");
    }
    let again = |errors: Errors| visitor.show(errors.status(), &page(&visitor, &typed, &errors));
    if let Err(fields) = check.done(|| Some(())) {
        return again(Errors::of(fields));
    }
    let (app, mark) = (&visitor.web.app, visitor.mark());
    let (email, password) = (typed.get("email"), typed.get("password"));
    match accounts::start(app, email, password, mark.as_deref(), &visitor.origin).await {
        Ok(started) => {
            let mut response = go(&paths::with_query(paths::SIGN_IN_CODE, &[("next", typed.get("next"))]))?;
            session::put_session(&visitor.web, response.headers_mut(), &started.secret);
            Ok(response)
        }
        Err(refusal) => again(mend(refusal)?),
    }
}

fn code_page(visitor: &Visitor, next: &str, errors: &Errors) -> CodePage {
    CodePage {
        frame: visitor.frame("Enter your code", errors),
        code: Input {
            autocomplete: "one-time-code".into(),
            spellcheck: Some(false),
            ..Input::text("code", "Code")
        }
        .width("govuk-input--width-10")
        .with_hint("Six digits from your authenticator, or one of your recovery codes")
        .with_error(errors.at("code")),
        next: next.to_owned().into(),
        go_on: Button::submit("Sign in"),
    }
}

async fn show_code(visitor: Visitor, Query(Next(next)): Query<Next>) -> Answer {
    let state = match visitor.secret() {
        Some(secret) => accounts::session(&visitor.web.app, &secret).await?,
        None => SessionState::None,
    };
    match state {
        SessionState::AwaitingCode { .. } => {
            visitor.show(StatusCode::OK, &code_page(&visitor, &next, &Errors::none()))
        }
        SessionState::SignedIn(_) => go(paths::local(&next)),
        SessionState::Expired(_) | SessionState::None => {
            go(&paths::with_query(paths::SIGN_IN, &[("next", &next)]))
        }
    }
}

async fn code(visitor: Visitor, typed: Typed) -> Answer {
    let next = typed.get("next");
    let Some(secret) = visitor.secret() else { return Err(Problem::not_signed_in()) };
    let (app, mark) = (&visitor.web.app, visitor.mark());
    match accounts::second_factor(app, &secret, typed.get("code"), mark.as_deref(), &visitor.origin).await {
        Ok(signed_in) => {
            let mut response = go(paths::local(next))?;
            session::put_session(&visitor.web, response.headers_mut(), &signed_in.secret);
            session::put_device(&visitor.web, response.headers_mut(), signed_in.mark);
            Ok(response)
        }
        Err(Refusal::NotFound) => {
            let errors = Errors::general(
                StatusCode::UNAUTHORIZED,
                "Sign in again: too many wrong codes, or too much time has passed",
            );
            let typed = Typed::default().with("next", next);
            visitor.show(errors.status(), &page(&visitor, &typed, &errors))
        }
        Err(refusal) => {
            let errors = mend(refusal)?;
            visitor.show(errors.status(), &code_page(&visitor, next, &errors))
        }
    }
}

async fn sign_out(cx: WebCx) -> Answer {
    accounts::sign_out(cx.app(), &cx.signed).await?;
    let mut response = cx.go_saying(paths::SIGN_IN, Said::SignedOut)?;
    session::clear(&cx.web, response.headers_mut());
    Ok(response)
}
