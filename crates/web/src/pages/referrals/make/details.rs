//! What is asked of the service, what its staff must know, and under which requirement.

use super::{DETAILS, chosen, details, journey, making};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, CharacterCount, Frame, Html, Label, PersonBar, RadioItem, Radios},
    pages::person::{bar, order_words},
    paths,
};
use app::referrals::Making;
use askama::Template;
use domain::{ids::PersonId, service::Service, text::Prose};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/referrals/details.html")]
struct DetailsPage {
    frame: Frame,
    bar: PersonBar,
    action: String,
    csrf: Html,
    to: String,
    asks: CharacterCount,
    risk: Radios,
    needs: Radios,
    requirement: Option<Radios>,
    go_on: Button,
}

fn page(cx: &WebCx, model: &Making, service: &Service, typed: &Typed, errors: &Errors) -> DetailsPage {
    let person = model.person.person;
    let mut frame = cx.form_frame("What do you ask of the service?", errors, &[]);
    frame.caption = "Make a referral".into();
    frame.back = Some(BackLink::to(paths::refer(person)));
    let most = u32::try_from(Prose::MOST).unwrap_or(u32::MAX);
    let prose = |name: &'static str, label: &'static str, rows: &'static str| {
        CharacterCount {
            rows: rows.into(),
            label: Label::text(label).strong(),
            threshold: "50".into(),
            ..CharacterCount::new(name, label, most)
        }
        .with_value(typed.get(name).to_owned())
        .with_error(errors.at(name))
    };
    DetailsPage {
        bar: bar::linked_bar(&model.person, cx.app().today(), None, &[]),
        action: paths::refer_details(person),
        csrf: frame.csrf_field(),
        to: format!("{}, {}", service.name, service.agency_name),
        asks: prose("asks", "What do you ask?", "8")
            .with_hint("What the person needs, what they have agreed to, and what has been tried. The service reads this."),
        risk: part(
            ("risk_known", typed, errors),
            ("Is there a risk that staff must know of before they meet the person?", "No risk is known"),
            &prose("risk", "What must they know?", "4")
                .with_hint("The service reads this, and has to before the first contact."),
        ),
        needs: part(
            ("needs_known", typed, errors),
            ("Are there needs that affect how the service is given?", "No such need is known"),
            &prose("needs", "Which needs?", "4").with_hint(
                "Language, reading and writing, disability, childcare, safe ways to make contact. The service reads this.",
            ),
        ),
        requirement: (!model.requirements.is_empty()).then(|| requirement(model, typed, errors)),
        go_on: Button::submit("Continue"),
        frame,
    }
}

/// A question that may not be passed over: "none known" is an answer.
fn part(
    (name, typed, errors): (&'static str, &Typed, &Errors),
    (legend, none): (&'static str, &'static str),
    words: &CharacterCount,
) -> Radios {
    let items = vec![RadioItem::new("known", "Yes").reveals(Html::of(words)), RadioItem::new("none", none)];
    let value = match (typed.get(name), typed.get(if name == "risk_known" { "risk" } else { "needs" })) {
        ("", "") => "",
        ("", _) => "known",
        (chosen, _) => chosen,
    };
    Radios::new(name, legend, items).with_value(value.to_owned()).with_error(errors.at(name))
}

fn requirement(model: &Making, typed: &Typed, errors: &Errors) -> Radios {
    let value = if typed.get("requirement").is_empty() { "none" } else { typed.get("requirement") };
    let items = model
        .requirements
        .iter()
        .map(|one| RadioItem::new(one.id.to_string(), one.name.clone()).hinted(order_words::done(one)))
        .chain([RadioItem::divider("or"), RadioItem::new("none", "Under no requirement")]);
    Radios::new("requirement", "Under which requirement?", items.collect::<Vec<_>>())
        .with_value(value.to_owned())
        .with_error(errors.at("requirement"))
}

/// Shows the questions, with what was answered before.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = making(&cx, person).await?;
    let answers = journey(&cx, person).await?.answers();
    let Some(service) = chosen(&model, &answers) else { return cx.go(paths::refer(person)) };
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let mut page = page(&cx, &model, service, draft.as_ref().unwrap_or(&answers), &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Keeps the answers and goes on to check them.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let model = making(&cx, person).await?;
    let mut journey = journey(&cx, person).await?;
    let answers = journey.answers();
    let Some(service) = chosen(&model, &answers) else {
        // The choice of service is gone; what was typed here is kept beside the next one.
        journey.keep(&cx, &DETAILS, &typed).await?;
        return cx.go(paths::refer(person));
    };
    let mut check = Check::default();
    let read = details(&typed, &model, &mut check);
    if let Err(wrong) = check.done(|| read) {
        let errors = Errors::of(wrong);
        return cx.show_as(errors.status(), &page(&cx, &model, service, &typed, &errors));
    }
    journey.keep(&cx, &DETAILS, &typed).await?;
    cx.forget_draft().await;
    cx.go(paths::refer_check(person))
}
