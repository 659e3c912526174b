//! Check your answers, before anything leaves the agency; then it is sent, once.

use super::{chosen, command, journey, making};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Button, Escaped, Frame, Html, PersonBar, SummaryList, SummaryRow, WarningText},
    pages::person::{bar, order_words},
    paths, words,
};
use app::{
    Refusal,
    referrals::{MakeReferral, Making},
};
use askama::Template;
use domain::{
    ids::{PersonId, ReferralId},
    referral::Told,
    service::Service,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/referrals/check.html")]
struct CheckPage {
    frame: Frame,
    bar: PersonBar,
    answers: SummaryList,
    warning: WarningText,
    action: String,
    hidden: Html,
    send: Button,
}

fn page(
    cx: &WebCx,
    model: &Making,
    service: &Service,
    command: &MakeReferral,
    number: &str,
    errors: &Errors,
) -> CheckPage {
    let person = model.person.person;
    let mut frame = cx.form_frame("Check your answers before you send the referral", errors, &[]);
    frame.caption = "Make a referral".into();
    frame.back = Some(BackLink::to(paths::refer_details(person)));
    let number =
        Html::markup(format!("<input type=\"hidden\" name=\"form_id\" value=\"{}\">", Escaped(number)));
    let leaves = format!(
        "This leaves your agency. {} will see who the person is, what you ask, and what the agreement lets it see while the referral is in progress.",
        service.agency_name
    );
    CheckPage {
        bar: bar::linked_bar(&model.person, cx.app().today(), None, &[]),
        answers: answers(model, service, command),
        warning: WarningText::new(leaves),
        action: paths::refer_check(person),
        hidden: Html::join([frame.csrf_field(), number], ""),
        send: Button::submit("Send the referral"),
        frame,
    }
}

fn answers(model: &Making, service: &Service, command: &MakeReferral) -> SummaryList {
    let person = model.person.person;
    let details = |field: &str| format!("{}#{field}", paths::refer_details(person));
    let named = |legal: String| {
        if legal.is_empty() { model.person.called() } else { format!("{} ({legal})", model.person.called()) }
    };
    let days = words::count(u64::from(service.answer_in_working_days), "working day", "working days");
    let requirement = model.requirements.iter().find(|one| Some(one.id) == command.requirement);
    let requirement = requirement
        .map_or_else(|| "None".to_owned(), |one| format!("{}, {}", one.name, order_words::amount(one)));
    let told = |told: &Told| {
        told.words().map_or_else(|| Html::text("None known"), |words| Html::paragraphs(words.as_str()))
    };
    let mut rows = vec![
        SummaryRow::new("Person", named(bar::legal_where_different(&model.person))),
        SummaryRow::new("Service", format!("{}, {}", service.name, service.agency_name))
            .change(paths::refer(person), "the service"),
        SummaryRow::new("Time to answer", days),
    ];
    if !model.requirements.is_empty() {
        rows.push(
            SummaryRow::new("Requirement", requirement).change(details("requirement"), "the requirement"),
        );
    }
    rows.push(
        SummaryRow::html("You ask", Html::paragraphs(command.asks.as_str()))
            .change(details("asks"), "what you ask"),
    );
    rows.push(
        SummaryRow::html("Risk to staff", told(&command.summary.risk))
            .change(details("risk_known"), "the risk to staff"),
    );
    rows.push(
        SummaryRow::html("Needs that affect how the service is given", told(&command.summary.needs))
            .change(details("needs_known"), "the needs that affect how the service is given"),
    );
    SummaryList::new(rows)
}

/// Shows the answers.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = making(&cx, person).await?;
    let journey = journey(&cx, person).await?;
    let answers = journey.answers();
    let Some(service) = chosen(&model, &answers) else { return cx.go(paths::refer(person)) };
    match command(person, &answers, &model) {
        Ok(command) => cx.show(&page(&cx, &model, service, &command, journey.number(), &Errors::none())),
        Err(_) => cx.go(paths::refer_details(person)),
    }
}

/// Sends the referral. However often the page is sent, one referral is made.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut journey = journey(&cx, person).await?;
    if let Some(made) = journey.made(&typed) {
        return cx.go(paths::referral_sent(ReferralId(made)));
    }
    if !journey.is_of(&typed) {
        return cx.go(paths::refer_check(person));
    }
    let model = making(&cx, person).await?;
    let answers = journey.answers();
    let (Some(service), Ok(asked)) = (chosen(&model, &answers), command(person, &answers, &model)) else {
        return cx.go(paths::refer_check(person));
    };
    match app::referrals::make(cx.app(), cx.viewer(), asked.clone(), Some(&journey.once()?)).await {
        Ok(referral) => {
            journey.done(&cx, referral.0).await;
            cx.forget_draft().await;
            cx.go(paths::referral_sent(referral))
        }
        // Another request of this very form came first, with answers that were changed since.
        Err(Refusal::KeyReused) => cx.go(paths::person_referrals(person)),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &model, service, &asked, journey.number(), &errors))
        }
    }
}
