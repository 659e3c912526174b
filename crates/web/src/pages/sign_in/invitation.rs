//! Accepting an invitation: a password, a second factor that is shown to work, and recovery codes for paper.

use crate::{
    answer::{Answer, mend},
    form::{Errors, FieldError, Typed},
    kit::{Button, Frame, Html, Input, PasswordInput},
    pages::my_account::{SetUp, codes_list, set_up_typed},
    paths,
    problem::Problem,
    router::{Access, Route},
    visitor::Visitor,
};
use app::{
    Refusal,
    accounts::{self, AcceptInvitation, TotpSetup},
    ports::Invitation,
};
use askama::Template;
use axum::extract::Path;
use http::StatusCode;

/// The routes of an invitation.
pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(paths::INVITATION, Access::Public, show),
        Route::form(paths::INVITATION, Access::Public, accept),
    ]
}

#[derive(Template)]
#[template(path = "pages/sign_in/invitation.html")]
struct InvitationPage {
    frame: Frame,
    name: String,
    agency: String,
    email: String,
    password: PasswordInput,
    again: PasswordInput,
    set_up: SetUp,
    code: Input,
    go_on: Button,
}

#[derive(Template)]
#[template(path = "pages/sign_in/accepted.html")]
struct AcceptedPage {
    frame: Frame,
    codes: Html,
    go_on: Button,
}

fn page(visitor: &Visitor, found: &Invitation, setup: &TotpSetup, errors: &Errors) -> InvitationPage {
    let new = |name: &'static str, label: &'static str| PasswordInput {
        autocomplete: "new-password".into(),
        ..PasswordInput::new(name, label)
    };
    InvitationPage {
        frame: visitor.frame("Set up your account", errors),
        name: found.account.name.to_string(),
        agency: found.agency_name.clone(),
        email: found.account.email.as_str().to_owned(),
        password: new("password", "Choose a password")
            .with_hint("At least 12 characters. Three or more unrelated words work well")
            .with_error(errors.at("password")),
        again: new("new", "The same password again").with_error(errors.at("new")),
        set_up: SetUp::of(setup),
        code: Input {
            autocomplete: "one-time-code".into(),
            spellcheck: Some(false),
            ..Input::text("code", "Code that your authenticator shows now")
        }
        .whole_number()
        .width("govuk-input--width-10")
        .with_error(errors.at("code")),
        go_on: Button::submit("Set up account"),
    }
}

/// The invitation behind the link; a used or old one says what to do.
async fn found(visitor: &Visitor, secret: &str) -> Result<Invitation, Problem> {
    accounts::invitation(&visitor.web.app, secret).await.map_err(|refusal| match refusal {
        Refusal::NotFound => Problem::not_found().saying(
            "This invitation was used before or is too old. Ask your agency’s administrator for a new one.",
        ),
        other => other.into(),
    })
}

fn begin(visitor: &Visitor, found: &Invitation) -> Result<TotpSetup, Problem> {
    Ok(accounts::begin_totp(&visitor.web.app, found.account.id, found.account.email.as_str())?)
}

async fn show(visitor: Visitor, Path(secret): Path<String>) -> Answer {
    let found = found(&visitor, &secret).await?;
    let setup = begin(&visitor, &found)?;
    visitor.show(StatusCode::OK, &page(&visitor, &found, &setup, &Errors::none()))
}

/// The page never sends a password back, so a wrong code says that the password has to be typed again as well.
fn passwords_again(refusal: Refusal) -> Refusal {
    let Refusal::Invalid(mut errors) = refusal else { return refusal };
    for error in errors.iter_mut().filter(|error| error.field == "code") {
        error.sentence.push_str(", and type your password in both boxes again");
    }
    Refusal::Invalid(errors)
}

async fn accept(visitor: Visitor, Path(secret): Path<String>, typed: Typed) -> Answer {
    let found = found(&visitor, &secret).await?;
    let setup = set_up_typed(&typed);
    if typed.get("password") != typed.get("new") {
        let error = FieldError::new("new", "differs", "The two passwords are not the same");
        let errors = Errors::of(vec![error]);
        return visitor.show(errors.status(), &page(&visitor, &found, &setup, &errors));
    }
    let command = AcceptInvitation {
        secret,
        password: typed.get("password").to_owned(),
        sealed_totp: typed.get("sealed").to_owned(),
        code: typed.get("code").to_owned(),
    };
    match accounts::accept_invitation(&visitor.web.app, command).await {
        Ok(codes) => {
            let page = AcceptedPage {
                frame: visitor.frame("Keep your recovery codes", &Errors::none()),
                codes: codes_list(&codes),
                go_on: Button::link("Sign in", paths::SIGN_IN),
            };
            visitor.show(StatusCode::OK, &page)
        }
        Err(refusal) => {
            let errors = mend(passwords_again(refusal))?;
            visitor.show(errors.status(), &page(&visitor, &found, &setup, &errors))
        }
    }
}
