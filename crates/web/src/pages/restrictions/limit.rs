//! Limiting access to named people, and lifting the limit.

use super::form;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Button, CheckboxItem, Html, InsetText},
    pages::plain_form::{Again, PlainForm, options},
    paths,
    words::Said,
};
use app::{
    Refusal,
    restrictions::{self, RestrictionsPart, SetLimit},
};
use domain::{
    ids::{AccountId, PersonId},
    restriction::LimitReason,
};
use std::collections::BTreeMap;

fn page(cx: &WebCx, model: &RestrictionsPart, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Limit access", errors, &[]);
    let again = Again { typed, errors };
    let mut offered: BTreeMap<AccountId, String> = model.nameable.iter().cloned().collect();
    for account in model.limit.iter().flat_map(|limit| &limit.named) {
        offered.entry(*account).or_insert_with(|| model.names.account(*account));
    }
    let people = offered.into_iter().map(|(id, name)| CheckboxItem::new(id.to_string(), name));
    let said = "Everybody else, of every agency, finds nothing: no search, no list, no page. Whoever works with the person now and is not ticked loses sight of them. You are told of each day on which somebody on the list opens the record.";
    let fields = vec![
        again.boxes("named", "Who may open it?", "You have to be among them.", people),
        again.radios("reason", "Why?", options!(LimitReason)),
    ];
    let action = paths::person_limit(model.person.person);
    form(frame, model, action, Html::of(&InsetText::new(said)), fields, Button::submit("Limit access"))
}

/// What is there already stands in the form at first.
fn with_list(cx: &WebCx, model: &RestrictionsPart) -> Typed {
    let me = cx.viewer().account;
    let named = model.limit.as_ref().map_or_else(|| vec![me], |limit| limit.named.clone());
    let typed = named.iter().fold(Typed::default(), |typed, one| typed.and("named", one.to_string()));
    let reason = model.limit.as_ref().and_then(|limit| limit.reason);
    reason.map_or(typed.clone(), |reason| typed.with("reason", reason.code()))
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
    let draft = cx.draft().await?;
    let typed = draft.unwrap_or_else(|| with_list(&cx, &model));
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Limits access.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let named: Option<Vec<AccountId>> = typed.all("named").map(|id| id.parse().ok()).collect();
    let named = match named {
        Some(named) => Some(named),
        None => check.wrong("named", "unknown", "Select people from the list"),
    };
    let reason = check.code("reason", typed.get("reason"), LimitReason::from_code, "Select why");
    let done = match check.done(|| Some(SetLimit { person, named: named?, reason: reason? })) {
        Ok(command) => restrictions::set_limit(cx.app(), cx.viewer(), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_restrictions(person), Said::AccessLimited)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}

fn lift_page(cx: &WebCx, model: &RestrictionsPart, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Lift the limit", errors, &[]);
    let again = Again { typed, errors };
    let said = "From then on agreements and duties decide again who opens the record.";
    let fields = vec![again.line("reason", "Why is it no longer needed?", "", "govuk-!-width-full")];
    let action = paths::person_limit_lift(model.person.person);
    form(frame, model, action, Html::of(&InsetText::new(said)), fields, Button::submit("Lift the limit"))
}

/// Shows the form; where there is no limit, the page above.
pub(crate) async fn get_lift(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
    if model.limit.is_none() {
        return cx.go(paths::person_restrictions(person));
    }
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&lift_page(&cx, &model, &draft, &Errors::none()))
}

/// Lifts the limit.
pub(crate) async fn post_lift(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let reason = check.line("reason", typed.get("reason"), "why it is no longer needed");
    let done = match check.done(|| reason) {
        Ok(reason) => restrictions::lift(cx.app(), cx.viewer(), person, reason).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_restrictions(person), Said::LimitLifted)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &lift_page(&cx, &model, &typed, &errors))
        }
    }
}
