//! Barring a colleague from a record, and letting them in again.

use super::form;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Button, Html, InsetText},
    pages::plain_form::{Again, PlainForm, options},
    paths,
    words::Said,
};
use app::{
    Refusal,
    restrictions::{self, Bar, RestrictionsPart},
};
use domain::{
    ids::{AccountId, PersonId},
    restriction::BarReason,
};

fn choices(people: &[(AccountId, String)]) -> impl Iterator<Item = (String, String)> {
    people.iter().map(|(id, name)| (id.to_string(), name.clone()))
}

fn page(cx: &WebCx, model: &RestrictionsPart, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Bar a colleague", errors, &[("to", "to-day")]);
    let again = Again { typed, errors };
    let said = "The record is as absent to them, whatever their role. What is due from them about this person becomes the team’s. They are not told why.";
    let fields = vec![
        again.select("account", "Whom?", "Choose a colleague", choices(&model.barrable)),
        again.radios("reason", "Why?", options!(BarReason)),
        again.date("to", "The last day (optional)", "Without one it holds until somebody ends it."),
    ];
    let action = paths::person_bar(model.person.person);
    form(frame, model, action, Html::of(&InsetText::new(said)), fields, Button::submit("Bar them"))
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Bars them.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let account = check.id("account", typed.get("account"), "Select a colleague");
    let reason = check.code("reason", typed.get("reason"), BarReason::from_code, "Select why");
    let to = check.optional_date("to", &typed.date("to"), "The last day");
    let done = match check.done(|| Some(Bar { person, account: account?, reason: reason?, to })) {
        Ok(command) => restrictions::bar(cx.app(), cx.viewer(), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_restrictions(person), Said::StaffBarred)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}

fn readmit_page(cx: &WebCx, model: &RestrictionsPart, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Let a colleague in again", errors, &[]);
    let again = Again { typed, errors };
    let barred = model.exclusions.iter().filter(|one| one.bars_on(model.today));
    let barred: Vec<_> = barred.map(|one| (one.account, model.names.account(one.account))).collect();
    let fields = vec![again.select("account", "Whom?", "Choose a colleague", choices(&barred))];
    let action = paths::person_readmit(model.person.person);
    form(frame, model, action, Html::default(), fields, Button::submit("Let them in again"))
}

/// Shows the form.
pub(crate) async fn get_readmit(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
    cx.show(&readmit_page(&cx, &model, &Typed::default(), &Errors::none()))
}

/// Lets them in again.
pub(crate) async fn post_readmit(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let account = check.id("account", typed.get("account"), "Select a colleague");
    let done = match check.done(|| account) {
        Ok(account) => restrictions::readmit(cx.app(), cx.viewer(), person, account).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => cx.go_saying(paths::person_restrictions(person), Said::StaffReadmitted),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &readmit_page(&cx, &model, &typed, &errors))
        }
    }
}
