//! One step on a failure: which one is asked by the address, and must be one that its state allows.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Button, Escaped, Html, InsetText},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options, seen_field},
    },
    paths,
    problem::Problem,
    words::{self, Said},
};
use app::{
    Refusal,
    enforcement::{self, OpenedFailure, Step},
};
use domain::{
    failure::{FailureMove, Finding, Warning},
    ids::FailureId,
};

/// Which step.
pub(crate) struct Which(Option<FailureMove>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["step"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let code = typed.get("step");
        Self(if code.is_empty() {
            None
        } else {
            check.code("step", code, FailureMove::from_code, "Choose a step")
        })
    }
}

/// The usual words of the two parts of a warning that are the same for everybody; they can be changed.
const UNACCEPTABLE: &str =
    "You gave no reasonable excuse, so this is an unacceptable failure to comply with your order.";
const LIABILITY: &str =
    "If you fail to comply again within the next twelve months, you are liable to be brought before a court.";

fn fields(step: FailureMove, again: Again<'_>) -> Vec<Html> {
    let day = again.date("day", "On which day? (optional)", "Today, where you leave it empty.");
    let reason = |label| again.prose("words", label, "");
    match step {
        FailureMove::Await | FailureMove::Begin => vec![day],
        FailureMove::Accept => vec![reason("Why is the reason acceptable?"), day],
        FailureMove::Reject => vec![reason("Why is it unacceptable?"), day],
        FailureMove::Refer => vec![reason("Why is it referred?"), day],
        FailureMove::Void => vec![reason("What evidence came, and why is it accepted?"), day],
        FailureMove::Drop => vec![reason("Why is it not taken to court?"), day],
        FailureMove::Warn => vec![
            again.prose("circumstances", "What happened", "The first thing that a warning must say."),
            again.prose("unacceptable", "That it is unacceptable", "The second."),
            again.prose("liability", "What follows from another failure", "The third."),
            again.date("day", "When was the warning given? (optional)", "Today, where you leave it empty."),
        ],
        FailureMove::Hear => vec![
            again.radios("finding", "What did the court find?", options!(Finding)),
            again.prose("words", "In words (optional)", ""),
            day,
        ],
        // They follow from a correction, and have no form.
        FailureMove::Withdraw | FailureMove::Restore => Vec::new(),
    }
}

fn page(cx: &WebCx, model: &OpenedFailure, step: FailureMove, typed: &Typed, errors: &Errors) -> PlainForm {
    let failed = &model.this.failure.failed;
    let mut frame = cx.form_frame(step.words(), errors, &[]);
    frame.back = Some(BackLink::to(paths::failure(failed.id)));
    let offered = failed.offered.as_ref().map_or("none", |reason| reason.as_str());
    let said = format!("{}: {}. Reason offered: {offered}.", words::day(failed.day), failed.what);
    let glance = &model.glance;
    let asked =
        Html::markup(format!("<input type=\"hidden\" name=\"step\" value=\"{}\">", Escaped(step.code())));
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::of(&InsetText::new(said)),
        action: paths::failure_step(failed.id),
        hidden: Html::join([frame.csrf_field(), seen_field(model.this.failure.version()), asked], ""),
        fields: fields(step, Again { typed, errors }),
        send: Button::submit("Record"),
        frame,
    }
}

/// Shows the form; the first step that may be taken, where none is asked for.
pub(crate) async fn get(cx: WebCx, Id(id): Id<FailureId>, Query(Which(step)): Query<Which>) -> Answer {
    let model = enforcement::failure(cx.app(), cx.viewer(), id).await?;
    let step = step.or_else(|| model.moves.first().copied()).filter(|step| model.moves.contains(step));
    let Some(step) = step else { return cx.go(paths::failure(id)) };
    let mut typed = cx.draft().await?.unwrap_or_default();
    if step == FailureMove::Warn && !typed.has("unacceptable") {
        typed = typed.with("unacceptable", UNACCEPTABLE).with("liability", LIABILITY);
    }
    cx.show(&page(&cx, &model, step, &typed, &Errors::none()))
}

fn read(check: &mut Check, step: FailureMove, typed: &Typed) -> Option<Step> {
    let text = typed.get("words");
    match step {
        FailureMove::Await => Some(Step::Await),
        FailureMove::Accept => check.prose("words", text, "why it is acceptable").map(Step::Accept),
        FailureMove::Reject => check.prose("words", text, "why it is unacceptable").map(Step::Reject),
        FailureMove::Refer => check.prose("words", text, "why it is referred").map(Step::Refer),
        FailureMove::Void => check.prose("words", text, "what evidence came").map(Step::Void),
        FailureMove::Begin => Some(Step::Begin),
        FailureMove::Drop => check.prose("words", text, "why not").map(Step::Drop),
        FailureMove::Warn => {
            let circumstances = check.prose("circumstances", typed.get("circumstances"), "what happened");
            let unacceptable =
                check.prose("unacceptable", typed.get("unacceptable"), "that it is unacceptable");
            let liability =
                check.prose("liability", typed.get("liability"), "what follows from another failure");
            Some(Step::Warn(Warning {
                circumstances: circumstances?,
                unacceptable: unacceptable?,
                liability: liability?,
            }))
        }
        FailureMove::Hear => {
            let finding = check.code(
                "finding",
                typed.get("finding"),
                Finding::from_code,
                "Select what the court found",
            );
            Some(Step::Hear(finding?, check.optional_prose("words", text, "your words")))
        }
        FailureMove::Withdraw | FailureMove::Restore => check.wrong("step", "unknown", "Choose a step"),
    }
}

/// Records the step.
pub(crate) async fn post(cx: WebCx, Id(id): Id<FailureId>, typed: Typed) -> Answer {
    let Ok(step) = FailureMove::from_code(typed.get("step")) else { return Err(Problem::not_found()) };
    let mut check = Check::default();
    let day = check.optional_date("day", &typed.date("day"), "The day");
    let taken = read(&mut check, step, &typed);
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| taken) {
        Ok(taken) => enforcement::step(cx.app(), cx.viewer(), id, seen, day, taken).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::failure(id), Said::FailureStepped)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = enforcement::failure(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, step, &typed, &errors))
        }
    }
}
