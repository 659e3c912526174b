//! For which agency somebody acts, and changing it.

use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Button, Html, InsetText, RadioItem},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::{self, Said},
};
use app::{
    Refusal,
    secondments::{self, Choices},
};
use domain::ids::SecondmentId;

/// What stands in the form for the account's own agency.
const HOME: &str = "home";

fn page(cx: &WebCx, model: &Choices, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Who do you act for?", errors, &[]);
    let now = model.now.map_or_else(|| HOME.to_owned(), |id| id.to_string());
    let chosen = Typed::parse(format!("acts_for={now}").as_bytes());
    let typed = if typed.get("acts_for").is_empty() { &chosen } else { typed };
    let again = Again { typed, errors };
    let home = RadioItem::new(HOME, model.home.clone());
    let hosts = model.hosts.iter().map(|one| {
        RadioItem::new(one.secondment.to_string(), format!("{}, until {}", one.host, words::day(one.until)))
    });
    let note = "You see what this agency sees, and what you record is recorded for it. A form that you opened while you acted \
                for another agency is not taken.";
    PlainForm {
        bar: None,
        intro: Html::of(&InsetText::new(note)),
        action: paths::ACTING_FOR.to_owned(),
        hidden: frame.csrf_field(),
        fields: vec![again.radios("acts_for", "Agency", std::iter::once(home).chain(hosts).collect())],
        send: Button::submit("Go on"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = secondments::choices(cx.app(), &cx.signed).await?;
    cx.show(&page(&cx, &model, &Typed::default(), &Errors::none()))
}

/// Changes it.
pub(crate) async fn post(cx: WebCx, typed: Typed) -> Answer {
    let mut check = Check::default();
    let sent = typed.get("acts_for");
    let under = if sent == HOME {
        Some(None)
    } else {
        check.id::<SecondmentId>("acts_for", sent, "Select an agency from the list").map(Some)
    };
    let done = match check.done(|| under) {
        Ok(under) => secondments::act_for(cx.app(), &cx.signed, under).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => cx.go_saying(paths::MY_WORK, Said::ActsFor),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = secondments::choices(cx.app(), &cx.signed).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
