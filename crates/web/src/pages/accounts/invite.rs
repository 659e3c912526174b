//! Inviting a colleague: the link is shown once, to be handed over.

use super::{role_boxes, roles_of};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Checkboxes, Frame, Html, Input, NotificationBanner},
    paths,
};
use app::{
    Refusal,
    accounts::{self, Invite, Invited},
};
use askama::Template;
use domain::ids::AccountId;

#[derive(Template)]
#[template(path = "pages/accounts/invite.html")]
struct InvitePage {
    frame: Frame,
    kept: Option<NotificationBanner>,
    hidden: Html,
    name: Input,
    email: Input,
    roles: Checkboxes,
    go_on: Button,
}

#[derive(Template)]
#[template(path = "pages/accounts/invited.html")]
struct InvitedPage {
    frame: Frame,
    link: String,
    go_on: Button,
}

fn page(cx: &WebCx, typed: &Typed, errors: &Errors) -> InvitePage {
    let mut frame = cx.form_frame("Invite a colleague", errors, &[]);
    frame.back = Some(BackLink::to(paths::ACCOUNTS));
    InvitePage {
        hidden: cx.hidden(&frame, typed, errors),
        frame,
        kept: None,
        name: Input { autocomplete: "off".into(), ..Input::text("name", "Name") }
            .with_hint("As colleagues will see it")
            .with_value(typed.get("name").to_owned())
            .with_error(errors.at("name")),
        email: Input {
            type_: "email".into(),
            autocomplete: "off".into(),
            spellcheck: Some(false),
            ..Input::text("email", "Work email address")
        }
        .with_hint("They will sign in with it")
        .with_value(typed.get("email").to_owned())
        .with_error(errors.at("email")),
        roles: role_boxes(&cx.signed, typed.all("roles").map(str::to_owned).collect(), errors.at("roles")),
        go_on: Button { prevent_double_click: Some(true), ..Button::submit("Make an invitation") },
    }
}

pub(super) async fn show(cx: WebCx, Query(()): Query<()>) -> Answer {
    let draft = cx.draft().await?;
    let kept = draft.as_ref().map(|_| cx.kept_banner());
    cx.show(&InvitePage { kept, ..page(&cx, &draft.unwrap_or_default(), &Errors::none()) })
}

fn read(typed: &Typed) -> Result<Invite, Refusal> {
    let mut check = Check::default();
    let name = check.line("name", typed.get("name"), "a name");
    let email = check.email("email", typed.get("email"));
    let roles = roles_of(typed.all("roles"));
    if roles.is_empty() {
        check.wrong::<()>("roles", "required", "Select at least one role");
    }
    check.done(|| Some(Invite { name: name?, email: email?, roles })).map_err(Refusal::Invalid)
}

pub(super) async fn invite(cx: WebCx, typed: Typed) -> Answer {
    let invited = match read(&typed) {
        Ok(command) => accounts::invite(cx.app(), &cx.signed, command).await,
        Err(refusal) => Err(refusal),
    };
    match invited {
        Ok(invited) => {
            cx.forget_draft().await;
            hand_over(&cx, &invited)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &typed, &errors))
        }
    }
}

pub(super) async fn reinvite(cx: WebCx, Id(id): Id<AccountId>) -> Answer {
    let invited = accounts::reinvite(cx.app(), &cx.signed, id).await?;
    hand_over(&cx, &invited)
}

/// The link, shown this once: only its hash is kept.
fn hand_over(cx: &WebCx, invited: &Invited) -> Answer {
    let path = paths::invitation(invited.secret.reveal());
    cx.show(&InvitedPage {
        frame: cx.frame("Hand this link over"),
        link: format!("{}{path}", cx.web.config.base_url),
        go_on: Button::link("Back to the account", paths::account(invited.account)),
    })
}
