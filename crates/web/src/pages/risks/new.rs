//! The form that raises a risk flag.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, RadioItem},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    people::{Who, who},
    risks::{RaiseRisk, raise},
};
use domain::{
    ids::PersonId,
    risk::{RiskKind, RiskSource},
};
use gate::Action;

/// What is asked where nothing was chosen.
pub(crate) const SELECT_KIND: &str = "Select what kind of risk it is";
pub(crate) const SELECT_SOURCE: &str = "Select how it is known";

fn fields(again: Again<'_>) -> Vec<Html> {
    let rises = vec![
        RadioItem::new("yes", "Yes").hinted("Joint meetings of your agency’s orders become more frequent."),
        RadioItem::new("no", "No"),
    ];
    vec![
        again.radios("kind", "What kind of risk?", options!(RiskKind)),
        again.prose(
            "detail",
            "What must others know before they meet the person?",
            "Facts, and what helps. The person reads this in a copy of their record.",
        ),
        again.radios("source", "How is it known?", options!(RiskSource)),
        again.radios("rises", "Is it a rise in the risk of serious harm?", rises),
        again.date(
            "review",
            "By which day is it looked at again? (optional)",
            "The longest time that the partnership’s rules allow, if you leave it empty.",
        ),
    ]
}

fn page(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Raise a risk flag", errors, &[("review", "review-day")]);
    frame.back = Some(BackLink::to(paths::person_risks(person)));
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::paragraphs(
            "Of a risk to self everybody who works with the person is alerted at once, of any other risk your own agency. Others see the flag on the record, as far as agreements show it.",
        ),
        action: paths::risk_new(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: fields(Again { typed, errors }),
        send: Button::submit("Raise the flag"),
        frame,
    }
}

fn read(check: &mut Check, person: PersonId, typed: &Typed) -> Option<RaiseRisk> {
    let kind = check.code("kind", typed.get("kind"), RiskKind::from_code, SELECT_KIND);
    let detail = check.prose("detail", typed.get("detail"), "What others must know");
    let source = check.code("source", typed.get("source"), RiskSource::from_code, SELECT_SOURCE);
    let rises = match typed.get("rises") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => check.wrong("rises", "required", "Select whether it is a rise in the risk of serious harm"),
    };
    let review = check.optional_date("review", &typed.date("review"), "The day of the next review");
    Some(RaiseRisk { person, kind: kind?, detail: detail?, source: source?, review, rises: rises? })
}

async fn whom(cx: &WebCx, person: PersonId) -> Result<Who, Refusal> {
    who(cx.app(), cx.viewer(), person, Action::RaiseRisk).await
}

/// Shows the form.
pub(super) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = whom(&cx, person).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Raises the flag.
pub(super) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let command = read(&mut check, person, &typed);
    let done = match check.done(|| command) {
        Ok(command) => raise(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(raised) => {
            cx.forget_draft().await;
            let said = match raised.orders {
                None => Said::RiskRaised,
                Some(0) => Said::RiskRaisedAlone,
                Some(_) => Said::RiskRaisedMeetings,
            };
            cx.go_saying(paths::person_risks(person), said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = whom(&cx, person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
