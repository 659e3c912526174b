//! Which service: by pathway, with its agency and the time in which it answers.

use super::{chosen, journey, making};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Button, ErrorMessage, Frame, Html, PersonBar, RadioItem, Radios},
    pages::person::bar,
    paths, words,
};
use app::{FieldError, referrals::Making};
use askama::Template;
use domain::{ids::PersonId, pathway::Pathway};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/referrals/service.html")]
struct ServicePage {
    frame: Frame,
    bar: PersonBar,
    action: String,
    csrf: Html,
    error: Option<ErrorMessage>,
    groups: Vec<Radios>,
    go_on: Button,
}

fn page(cx: &WebCx, model: &Making, typed: &Typed, errors: &Errors) -> ServicePage {
    let person = model.person.person;
    let mut frame = cx.form_frame("Which service do you refer to?", errors, &[]);
    frame.caption = "Make a referral".into();
    frame.back = Some(BackLink::to(paths::person(person)));
    let error = errors.at("service");
    ServicePage {
        bar: bar::linked_bar(&model.person, cx.app().today(), None, &[]),
        action: paths::refer(person),
        csrf: frame.csrf_field(),
        error: (!error.is_empty())
            .then(|| ErrorMessage { id: "service-error".into(), ..ErrorMessage::text(error) }),
        groups: groups(model, typed.get("service")),
        go_on: Button::submit("Continue"),
        frame,
    }
}

/// One group of options for each pathway that has a service. The first option of all is where the error summary leads.
fn groups(model: &Making, value: &str) -> Vec<Radios> {
    let mut groups: Vec<Radios> = Vec::new();
    for pathway in Pathway::ALL {
        let items: Vec<RadioItem> = model
            .services
            .iter()
            .filter(|service| service.pathway == *pathway)
            .map(|service| {
                let days =
                    words::count(u64::from(service.answer_in_working_days), "working day", "working days");
                RadioItem::new(service.id.to_string(), service.name.clone())
                    .hinted(format!("{}. Answers within {days}.", service.agency_name))
            })
            .collect();
        if !items.is_empty() {
            let prefix =
                if groups.is_empty() { "service".to_owned() } else { format!("service-{}", pathway.code()) };
            groups.push(Radios {
                id_prefix: prefix.into(),
                classes: "govuk-radios--small".into(),
                ..Radios::new("service", pathway.words(), items).with_value(value.to_owned())
            });
        }
    }
    groups
}

/// Shows the choice, with what was chosen before.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = making(&cx, person).await?;
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let typed = match draft {
        Some(typed) => typed,
        None => journey(&cx, person).await?.answers(),
    };
    let mut page = page(&cx, &model, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Keeps the choice and goes on.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let model = making(&cx, person).await?;
    if chosen(&model, &typed).is_none() {
        let errors = Errors::of(vec![FieldError::new("service", "required", "Select a service")]);
        return cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors));
    }
    journey(&cx, person).await?.keep(&cx, &["service"], &typed).await?;
    cx.forget_draft().await;
    cx.go(paths::refer_details(person))
}
