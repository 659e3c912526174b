//! Giving AUDIT: a page for each group of questions whose answers change which come next, then check your answers.

pub(crate) mod one;
mod page;
mod read;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Frame},
    pages::journey::Journey,
    paths,
    router::{Access, Route},
    words::Said,
};
use app::{Refusal, people::Who, screening::give_audit};
use domain::ids::{AuditId, PersonId};
use gate::Action;
use read::{Step, command, step_errors};

/// The routes of giving AUDIT.
pub(super) fn routes(gives: Access) -> Vec<Route> {
    vec![
        Route::page(paths::AUDIT_NEW, gives, begin),
        Route::form(paths::AUDIT_NEW, gives, post_begin),
        Route::page(paths::AUDIT_AMOUNT, gives, amount),
        Route::form(paths::AUDIT_AMOUNT, gives, post_amount),
        Route::page(paths::AUDIT_SIGNS, gives, signs),
        Route::form(paths::AUDIT_SIGNS, gives, post_signs),
        Route::page(paths::AUDIT_HARM, gives, harm),
        Route::form(paths::AUDIT_HARM, gives, post_harm),
        Route::page(paths::AUDIT_CHECK, gives, check),
        Route::form(paths::AUDIT_CHECK, gives, send),
    ]
}

/// Which AUDIT is corrected, if one is.
pub(super) struct Corrects(Option<AuditId>);

impl Asked for Corrects {
    const KNOWN: &'static [&'static str] = &["corrects"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.optional_id("corrects", typed.get("corrects"), "Correct an AUDIT from its own page"))
    }
}

async fn who(cx: &WebCx, person: PersonId) -> Result<Who, Refusal> {
    app::people::who(cx.app(), cx.viewer(), person, Action::GiveAudit).await
}

async fn journey(cx: &WebCx, person: PersonId) -> Result<Journey, crate::problem::Problem> {
    Journey::of(cx, &paths::audit_new(person)).await
}

async fn show(cx: WebCx, person: PersonId, step: Step, corrects: Option<AuditId>) -> Answer {
    let model = who(&cx, person).await?;
    let answers = journey(&cx, person).await?.answers();
    if !step.is_asked(&answers) {
        return cx.go(Step::Begin.address(person));
    }
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let mut typed = draft.unwrap_or(answers);
    if step == Step::Begin && !typed.has("day-day") {
        let today = cx.app().today();
        typed = typed
            .with("day-day", today.day().to_string())
            .with("day-month", today.month().to_string())
            .with("day-year", format!("{:04}", today.year()))
            .with("language", "English");
    }
    if let Some(id) = corrects {
        typed = typed.with("corrects", id.to_string());
    }
    let mut page =
        page::step(frame(&cx, &model, step, &Errors::none()), &model, step, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

fn frame(cx: &WebCx, model: &Who, step: Step, errors: &Errors) -> Frame {
    let person = model.person.person;
    let mut frame = cx.form_frame(step.title(), errors, &[("day", "day-day")]);
    frame.caption = format!("AUDIT with {}", model.person.called()).into();
    let back =
        if step == Step::Begin { paths::person_assessments(person) } else { Step::Begin.address(person) };
    frame.back = Some(BackLink::to(back));
    frame
}

async fn keep(cx: WebCx, person: PersonId, step: Step, typed: Typed) -> Answer {
    let model = who(&cx, person).await?;
    if let Err(wrong) = step_errors(step, &typed, cx.app().today()) {
        let errors = Errors::of(wrong);
        let page = page::step(frame(&cx, &model, step, &errors), &model, step, &typed, &errors);
        return cx.show_as(errors.status(), &page);
    }
    let mut journey = journey(&cx, person).await?;
    journey.keep(&cx, &step.fields(), &typed).await?;
    cx.forget_draft().await;
    cx.go(step
        .next(&journey.answers())
        .map_or_else(|| paths::audit_check(person), |next| next.address(person)))
}

async fn begin(cx: WebCx, Id(person): Id<PersonId>, Query(Corrects(id)): Query<Corrects>) -> Answer {
    show(cx, person, Step::Begin, id).await
}

async fn post_begin(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    keep(cx, person, Step::Begin, typed).await
}

async fn amount(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    show(cx, person, Step::Amount, None).await
}

async fn post_amount(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    keep(cx, person, Step::Amount, typed).await
}

async fn signs(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    show(cx, person, Step::Signs, None).await
}

async fn post_signs(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    keep(cx, person, Step::Signs, typed).await
}

async fn harm(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    show(cx, person, Step::Harm, None).await
}

async fn post_harm(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    keep(cx, person, Step::Harm, typed).await
}

/// Shows the answers before they are kept.
async fn check(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = who(&cx, person).await?;
    let journey = journey(&cx, person).await?;
    match command(person, &journey.answers(), cx.app().today()) {
        Ok(command) => {
            let mut frame = cx.frame("Check your answers");
            frame.caption = format!("AUDIT with {}", model.person.called()).into();
            frame.back = Some(BackLink::to(Step::Harm.address(person)));
            cx.show(&page::check(frame, &model, &command, journey.number()))
        }
        Err(_) => cx.go(Step::Begin.address(person)),
    }
}

/// Keeps the administration, once, however often the page is sent.
async fn send(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let model = who(&cx, person).await?;
    let mut journey = journey(&cx, person).await?;
    if let Some(made) = journey.made(&typed) {
        return cx.go(paths::audit(AuditId(made)));
    }
    if !journey.is_of(&typed) {
        return cx.go(paths::audit_check(person));
    }
    let made = match command(person, &journey.answers(), cx.app().today()) {
        Ok(command) => give_audit(cx.app(), cx.viewer(), command, Some(&journey.once()?)).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match made {
        Ok(id) => {
            journey.done(&cx, id.0).await;
            cx.forget_draft().await;
            cx.go_saying(paths::audit(id), Said::AuditGiven)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let frame = frame(&cx, &model, Step::Begin, &errors);
            let page = page::step(frame, &model, Step::Begin, &journey.answers(), &errors);
            cx.show_as(errors.status(), &page)
        }
    }
}
