//! A new authenticator, shown to work before it counts; and recovery codes, shown once.

use super::password::present;
use crate::{
    answer::{Answer, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Button, Frame, Html, Input, PasswordInput},
    paths,
};
use app::accounts::{self, TotpSetup};
use askama::Template;

/// What somebody needs to set an authenticator up, within a form that sends it back.
#[derive(Template)]
#[template(path = "pages/my_account/set_up.html")]
pub(crate) struct SetUp {
    /// The secret in groups of four letters, to be typed.
    grouped: String,
    base32: String,
    uri: String,
    sealed: String,
}

#[derive(Template)]
#[template(path = "pages/my_account/codes.html")]
struct Codes<'a> {
    codes: &'a [String],
}

crate::html_safe!(SetUp, Codes<'_>);

#[derive(Template)]
#[template(path = "pages/my_account/second_factor.html")]
struct SecondFactorPage {
    frame: Frame,
    set_up: SetUp,
    code: Input,
    /// For password managers, which would otherwise not know whose password it is.
    email: String,
    present: PasswordInput,
    go_on: Button,
}

#[derive(Template)]
#[template(path = "pages/my_account/recovery.html")]
struct RecoveryPage {
    frame: Frame,
    codes: Option<Html>,
    /// For password managers, which would otherwise not know whose password it is.
    email: String,
    present: PasswordInput,
    go_on: Button,
}

impl SetUp {
    pub(crate) fn of(setup: &TotpSetup) -> Self {
        let letters: Vec<char> = setup.base32.chars().filter(char::is_ascii_alphanumeric).collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        Self {
            grouped: groups.join(" "),
            base32: setup.base32.clone(),
            uri: setup.uri.clone(),
            sealed: setup.sealed_hex.clone(),
        }
    }
}

/// The set-up that the form showed before: an authenticator keeps the first secret, however often the form comes back.
pub(crate) fn set_up_typed(typed: &Typed) -> TotpSetup {
    let uri = typed.get("uri");
    TotpSetup {
        base32: typed.get("base32").to_owned(),
        uri: if uri.starts_with("otpauth://") { uri.to_owned() } else { String::new() },
        sealed_hex: typed.get("sealed").to_owned(),
    }
}

/// Recovery codes as a list that prints well.
pub(crate) fn codes_list(codes: &[String]) -> Html {
    Html::of(&Codes { codes })
}

fn page(cx: &WebCx, setup: &TotpSetup, errors: &Errors) -> SecondFactorPage {
    let mut frame = cx.form_frame("Set up a new second factor", errors, &[]);
    frame.back = Some(BackLink::to(paths::MY_ACCOUNT));
    SecondFactorPage {
        frame,
        set_up: SetUp::of(setup),
        email: email(cx),
        code: Input {
            autocomplete: "one-time-code".into(),
            ..Input::text("code", "Code that your authenticator shows now")
        }
        .whole_number()
        .width("govuk-input--width-10")
        .with_error(errors.at("code")),
        present: present(errors),
        go_on: Button::submit("Use this authenticator"),
    }
}

pub(super) async fn show(cx: WebCx, Query(()): Query<()>) -> Answer {
    let account = &cx.signed.account;
    let setup = accounts::begin_totp(cx.app(), account.id, account.email.as_str())?;
    cx.show(&page(&cx, &setup, &Errors::none()))
}

pub(super) async fn change(cx: WebCx, typed: Typed) -> Answer {
    let (password, sealed, code) = (typed.get("present"), typed.get("sealed"), typed.get("code"));
    match accounts::confirm_totp(cx.app(), &cx.signed, password, sealed, code).await {
        Ok(codes) => show_codes(&cx, &codes),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &set_up_typed(&typed), &errors))
        }
    }
}

fn email(cx: &WebCx) -> String {
    cx.signed.account.email.as_str().to_owned()
}

fn recovery_page(cx: &WebCx, errors: &Errors) -> RecoveryPage {
    let mut frame = cx.form_frame("Replace your recovery codes", errors, &[]);
    frame.back = Some(BackLink::to(paths::MY_ACCOUNT));
    let go_on = Button::submit("Make new recovery codes");
    RecoveryPage { frame, codes: None, email: email(cx), present: present(errors), go_on }
}

pub(super) async fn show_recovery(cx: WebCx, Query(()): Query<()>) -> Answer {
    cx.show(&recovery_page(&cx, &Errors::none()))
}

pub(super) async fn new_recovery(cx: WebCx, typed: Typed) -> Answer {
    match accounts::new_recovery_codes(cx.app(), &cx.signed, typed.get("present")).await {
        Ok(codes) => show_codes(&cx, &codes),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &recovery_page(&cx, &errors))
        }
    }
}

fn show_codes(cx: &WebCx, codes: &[String]) -> Answer {
    cx.show(&RecoveryPage {
        frame: cx.frame("Keep your recovery codes"),
        codes: Some(codes_list(codes)),
        email: email(cx),
        present: present(&Errors::none()),
        go_on: Button::link("I have kept them", paths::MY_ACCOUNT),
    })
}
