//! Proposing a secondment: who, where, in which roles, from when until when.

use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, CheckboxItem, Html, InsetText},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    secondments::{self, Propose, ROLES},
};
use domain::{
    ids::AgencyId,
    role::{Role, Roles},
};

fn page(cx: &WebCx, agencies: &[(AgencyId, String)], typed: &Typed, errors: &Errors) -> PlainForm {
    let mut frame = cx.form_frame("Propose a secondment", errors, &[]);
    frame.back = Some(BackLink::to(paths::SECONDMENTS));
    let again = Again { typed, errors };
    let note = "You may propose that one of your staff goes to another agency, or that somebody of another agency comes to \
                yours. A manager or administrator of the other agency agrees or declines.";
    let hosts = agencies.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let roles = ROLES.iter().map(|role| CheckboxItem::new(role.code(), role.words()));
    PlainForm {
        bar: None,
        intro: Html::of(&InsetText::new(note)),
        action: paths::SECONDMENT_NEW.to_owned(),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.line("email", "Work email address", "The one that they sign in with.", "20"),
            again.select("host", "Where are they to work?", "Select an agency", hosts),
            again.boxes(
                "roles",
                "Roles there",
                "What they may do follows from these, and from nothing else.",
                roles,
            ),
            again.date("from", "First day", ""),
            again.date("until", "Last day", "At the end of this day they act for their own agency alone."),
        ],
        send: Button::submit("Propose"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let agencies = secondments::hosts(cx.app(), cx.viewer()).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &agencies, &typed, &Errors::none()))
}

fn read(typed: &Typed) -> Result<Propose, Refusal> {
    let mut check = Check::default();
    let email = check.email("email", typed.get("email"));
    let host = check.id("host", typed.get("host"), "Select an agency");
    let roles: Roles = typed.all("roles").filter_map(|code| Role::from_code(code).ok()).collect();
    if roles.is_empty() {
        check.wrong::<()>("roles", "required", "Select at least one role");
    }
    let from = check.date("from", &typed.date("from"), "the first day");
    let until = check.date("until", &typed.date("until"), "the last day");
    let command = || Some(Propose { email: email?, host: host?, roles, from: from?, until: until? });
    check.done(command).map_err(Refusal::Invalid)
}

/// Proposes.
pub(crate) async fn post(cx: WebCx, typed: Typed) -> Answer {
    let done = match read(&typed) {
        Ok(command) => secondments::propose(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::secondment(id), Said::SecondmentProposed)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let agencies = secondments::hosts(cx.app(), cx.viewer()).await?;
            cx.show_as(errors.status(), &page(&cx, &agencies, &typed, &errors))
        }
    }
}
