//! Changing one's password, which ends one's other sessions.

use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Frame, PasswordInput},
    paths,
    words::Said,
};
use app::accounts;
use askama::Template;

#[derive(Template)]
#[template(path = "pages/my_account/password.html")]
struct PasswordPage {
    frame: Frame,
    /// For password managers, which would otherwise not know whose password it is.
    email: String,
    present: PasswordInput,
    new: PasswordInput,
    again: PasswordInput,
    go_on: Button,
}

/// The field for the present password, which whatever opens the account later asks for again.
pub(super) fn present(errors: &Errors) -> PasswordInput {
    PasswordInput {
        autocomplete: "current-password".into(),
        ..PasswordInput::new("present", "Your present password")
    }
    .with_error(errors.at("present"))
}

fn page(cx: &WebCx, errors: &Errors) -> PasswordPage {
    let field = |name: &'static str, label: &'static str| {
        PasswordInput { autocomplete: "new-password".into(), ..PasswordInput::new(name, label) }
            .with_error(errors.at(name))
    };
    let mut frame = cx.form_frame("Change your password", errors, &[]);
    frame.back = Some(BackLink::to(paths::MY_ACCOUNT));
    PasswordPage {
        frame,
        email: cx.signed.account.email.as_str().to_owned(),
        present: present(errors),
        new: field("new", "A new password")
            .with_hint("At least 12 characters. Three or more unrelated words work well"),
        again: field("again", "The new password again"),
        go_on: Button::submit("Change password"),
    }
}

pub(super) async fn show(cx: WebCx, Query(()): Query<()>) -> Answer {
    cx.show(&page(&cx, &Errors::none()))
}

pub(super) async fn change(cx: WebCx, typed: Typed) -> Answer {
    let mut check = Check::default();
    if typed.get("new") != typed.get("again") {
        check.wrong::<()>("again", "differs", "The two new passwords are not the same");
    }
    let changed = match check.done(|| Some(())) {
        Ok(()) => {
            accounts::change_password(cx.app(), &cx.signed, typed.get("present"), typed.get("new")).await
        }
        Err(fields) => Err(app::Refusal::Invalid(fields)),
    };
    match changed {
        Ok(()) => cx.go_saying(paths::MY_ACCOUNT, Said::PasswordChanged),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &errors))
        }
    }
}
