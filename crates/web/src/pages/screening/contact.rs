//! Consent first: yes, no, or not asked. A no keeps nothing but itself.

use super::taken;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText, RadioItem, Radios},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths,
    words::Said,
};
use app::{
    FieldError, Refusal,
    people::Who,
    screening::{self, Met},
};
use domain::{
    consent::Taken,
    ids::PersonId,
    screening::{NotAskedWhy, Setting},
};
use gate::Action;

/// What was answered.
pub(super) enum Answered {
    Yes(Taken),
    No,
    NotAsked(NotAskedWhy),
}

fn read(typed: &Typed) -> Result<(Met, Answered), Vec<FieldError>> {
    let mut check = Check::default();
    let setting = check.code("setting", typed.get("setting"), Setting::from_code, "Select where you met");
    let place = check.line("place", typed.get("place"), "the court, custody suite or team");
    let answered = answer(typed, &mut check);
    check.done(|| Some((Met { setting: setting?, place: place?, entry: None }, answered?)))
}

/// The answer to the question of consent; what cannot be taken goes into `check`.
pub(super) fn answer(typed: &Typed, check: &mut Check) -> Option<Answered> {
    match typed.get("consent") {
        "yes" => taken::read(typed, check).map(Answered::Yes),
        "no" => Some(Answered::No),
        "not_asked" => check
            .code("why", typed.get("why"), NotAskedWhy::from_code, "Select why nobody asked")
            .map(Answered::NotAsked),
        text => {
            let code = if text.is_empty() { "required" } else { "unknown" };
            check.wrong("consent", code, "Select whether the person agrees to be screened")
        }
    }
}

/// The question with its three answers.
pub(crate) fn question(again: Again<'_>, called: &str) -> Html {
    let why = again.radios("why", "Why not?", options!(NotAskedWhy));
    let items = [
        RadioItem::new("yes", "Yes, they agree").reveals(taken::fields(again)),
        RadioItem::new("no", "No").hinted("Only the refusal is kept, and counted"),
        RadioItem::new("not_asked", "Nobody asked").reveals(why),
    ];
    Html::of(
        &Radios::new("consent", format!("Does {called} agree to be screened?"), items)
            .with_value(again.typed.get("consent").to_owned())
            .with_error(again.errors.at("consent")),
    )
}

fn page(cx: &WebCx, model: &Who, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let called = model.person.called();
    let mut frame = cx.form_frame(format!("Screen {called}"), errors, &[("until", "until-day")]);
    frame.back = Some(BackLink::to(paths::person_assessments(person)));
    let again = Again { typed, errors };
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::of(&InsetText::new(
            "Say what screening is for, who will read what you write, and that a no has no consequences.",
        )),
        action: paths::person_screen(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("setting", "Where do you meet?", options!(Setting)),
            again.line("place", "Which court, custody suite or team?", "By name, as you always write it", ""),
            question(again, &called),
        ],
        send: Button::submit("Continue"),
        frame,
    }
}

async fn who(cx: &WebCx, person: PersonId) -> Result<Who, Refusal> {
    app::people::who(cx.app(), cx.viewer(), person, Action::Screen).await
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = who(&cx, person).await?;
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let typed =
        draft.unwrap_or_else(|| Typed::default().with("setting", "court").with("language", "English"));
    let mut page = page(&cx, &model, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Records the answer and goes on to what is found, where there is consent.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let model = who(&cx, person).await?;
    let once = cx.once(&typed);
    let (app, viewer) = (cx.app(), cx.viewer());
    let done = match read(&typed) {
        Err(wrong) => Err(Refusal::Invalid(wrong)),
        Ok((met, Answered::Yes(taken))) => {
            let agreed = screening::agree(app, viewer, person, met, taken, once.as_ref()).await;
            agreed.map(|id| (paths::contact_assess(id), Said::ConsentKept))
        }
        Ok((met, Answered::No)) => {
            let refused = screening::refuse(app, viewer, met, once.as_ref()).await;
            refused.map(|_| (paths::person(person), Said::RefusalKept))
        }
        Ok((met, Answered::NotAsked(why))) => {
            let not_asked = screening::not_asked(app, viewer, met, why, once.as_ref()).await;
            not_asked.map(|_| (paths::person(person), Said::NotAskedKept))
        }
    };
    match done {
        Ok((path, said)) => {
            cx.forget_draft().await;
            cx.go_saying(path, said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
