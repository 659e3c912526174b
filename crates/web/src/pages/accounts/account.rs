//! One account: its roles, and its end.

use super::{list::state, role_boxes, role_words, roles_of};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Breadcrumbs, Button, Checkboxes, Frame, Html, SummaryList, SummaryRow, WarningText},
    paths, words,
    words::Said,
};
use app::accounts;
use askama::Template;
use domain::{account::Account, ids::AccountId};

#[derive(Template)]
#[template(path = "pages/accounts/account.html")]
struct AccountPage {
    frame: Frame,
    facts: SummaryList,
    open: bool,
    reinvite: String,
    again: Button,
    close: Button,
}

#[derive(Template)]
#[template(path = "pages/accounts/roles.html")]
struct RolesPage {
    frame: Frame,
    roles: Checkboxes,
    go_on: Button,
}

#[derive(Template)]
#[template(path = "pages/accounts/close.html")]
struct ClosePage {
    frame: Frame,
    warning: WarningText,
    go_on: Button,
    back: String,
}

pub(super) async fn show(cx: WebCx, Id(id): Id<AccountId>, Query(()): Query<()>) -> Answer {
    let account = accounts::one(cx.app(), &cx.signed, id).await?;
    let mut frame = cx.frame(account.name.to_string());
    frame.breadcrumbs = Some(Breadcrumbs::of([("Accounts", paths::ACCOUNTS)]));
    let roles = SummaryRow::new("Roles", role_words(account.roles));
    let mut facts = vec![
        SummaryRow::new("Email address", account.email.as_str().to_owned()),
        if account.closed_at.is_none() { roles.change(paths::account_roles(id), "roles") } else { roles },
        SummaryRow::html("State", Html::of(&state(&account))),
    ];
    if let Some(at) = account.closed_at {
        facts.push(SummaryRow::new("Closed", words::moment(at, cx.app().london())));
    }
    cx.show(&AccountPage {
        frame,
        facts: SummaryList::new(facts),
        open: account.closed_at.is_none(),
        reinvite: paths::account_reinvite(id),
        again: Button::submit("Make a new invitation").secondary(),
        close: Button::link("Close this account", paths::account_close(id)).warning(),
    })
}

fn roles_page(cx: &WebCx, account: &Account, chosen: Vec<String>, errors: &Errors) -> RolesPage {
    let mut frame = cx.form_frame("Change roles", errors, &[]);
    frame.caption = account.name.to_string().into();
    frame.back = Some(BackLink::to(paths::account(account.id)));
    RolesPage {
        frame,
        roles: role_boxes(&cx.signed, chosen, errors.at("roles")),
        go_on: Button::submit("Change roles"),
    }
}

pub(super) async fn show_roles(cx: WebCx, Id(id): Id<AccountId>, Query(()): Query<()>) -> Answer {
    let account = accounts::one(cx.app(), &cx.signed, id).await?;
    let chosen = account.roles.iter().map(|role| role.code().to_owned()).collect();
    cx.show(&roles_page(&cx, &account, chosen, &Errors::none()))
}

pub(super) async fn change_roles(cx: WebCx, Id(id): Id<AccountId>, typed: Typed) -> Answer {
    match accounts::change_roles(cx.app(), &cx.signed, id, roles_of(typed.all("roles"))).await {
        Ok(()) => cx.go_saying(paths::account(id), Said::RolesChanged),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let account = accounts::one(cx.app(), &cx.signed, id).await?;
            let chosen = typed.all("roles").map(str::to_owned).collect();
            cx.show_as(errors.status(), &roles_page(&cx, &account, chosen, &errors))
        }
    }
}

fn close_page(cx: &WebCx, account: &Account, errors: &Errors) -> ClosePage {
    let mut frame = cx.form_frame("Close this account?", errors, &[("account", "content")]);
    frame.caption = account.name.to_string().into();
    frame.back = Some(BackLink::to(paths::account(account.id)));
    ClosePage {
        frame,
        warning: WarningText::new(
            "Its sessions and tokens end at once. A closed account is not opened again.",
        ),
        go_on: Button::submit("Close account").warning(),
        back: paths::account(account.id),
    }
}

pub(super) async fn show_close(cx: WebCx, Id(id): Id<AccountId>, Query(()): Query<()>) -> Answer {
    let account = accounts::one(cx.app(), &cx.signed, id).await?;
    cx.show(&close_page(&cx, &account, &Errors::none()))
}

pub(super) async fn close(cx: WebCx, Id(id): Id<AccountId>) -> Answer {
    match accounts::close(cx.app(), &cx.signed, id).await {
        Ok(()) => cx.go_saying(paths::account(id), Said::AccountClosed),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let account = accounts::one(cx.app(), &cx.signed, id).await?;
            cx.show_as(errors.status(), &close_page(&cx, &account, &errors))
        }
    }
}
