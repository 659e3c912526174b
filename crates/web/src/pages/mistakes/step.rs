//! One step with a report: which one is asked by the address, and must be one that can be taken.

use super::one::reported;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Button, Escaped, Html},
    pages::plain_form::{Again, PlainForm, options, seen_field},
    paths,
    words::Said,
};
use app::{
    Refusal,
    mistakes::{self, OneMistake, mistake},
};
use domain::{
    ids::MistakeId,
    mistake::{Danger, MistakeFact, MistakeMove, Recovery},
};

/// Which step.
pub(crate) struct Which(Option<MistakeMove>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["step"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let code = typed.get("step");
        if code.is_empty() {
            return Self(None);
        }
        Self(check.code("step", code, MistakeMove::from_code, "Choose a step"))
    }
}

/// What is asked in words.
const fn asked(step: MistakeMove) -> &'static str {
    match step {
        MistakeMove::Assess => "What could it mean for the people concerned?",
        MistakeMove::TellCommissioner => "Why is the commissioner told, and what were they told?",
        MistakeMove::SpareCommissioner => "Why is the commissioner not told?",
        MistakeMove::TellPeople => "Why are the people concerned told, and how?",
        MistakeMove::SparePeople => "Why are the people concerned not told?",
        MistakeMove::TellRecipient => "Whom did you ask, and what did they say?",
        MistakeMove::Recover => "What came back, and how do you know?",
        MistakeMove::Close => "What was learnt, and what will be different?",
    }
}

fn page(cx: &WebCx, model: &OneMistake, step: MistakeMove, typed: &Typed, errors: &Errors) -> PlainForm {
    let one = &model.mistake;
    let mut frame = cx.form_frame(step.words(), errors, &[]);
    frame.back = Some(BackLink::to(paths::mistake(one.id)));
    let again = Again { typed, errors };
    let mut fields = vec![];
    if step == MistakeMove::Assess {
        fields.push(again.radios("danger", "How great is the risk to them?", options!(Danger)));
    }
    if step == MistakeMove::Recover {
        fields.push(again.radios("recovery", "What became of it?", options!(Recovery)));
    }
    fields.push(again.prose("words", asked(step), ""));
    let decides = matches!(step, MistakeMove::TellCommissioner | MistakeMove::SpareCommissioner);
    if decides && one.is_late(model.now) {
        fields.push(again.line("late", "Why is it late?", "The 72 hours are over.", ""));
    }
    let chosen = format!("<input type=\"hidden\" name=\"step\" value=\"{}\">", Escaped(step.code()));
    PlainForm {
        bar: None,
        intro: reported(model, cx.app().london()),
        action: paths::mistake_step(one.id),
        hidden: Html::join([frame.csrf_field(), seen_field(one.version()), Html::markup(chosen)], ""),
        fields,
        send: Button::submit(step.words()),
        frame,
    }
}

/// Shows the form; leads back where the step cannot be taken.
pub(crate) async fn get(cx: WebCx, Id(id): Id<MistakeId>, Query(Which(step)): Query<Which>) -> Answer {
    let model = mistake(cx.app(), cx.viewer(), id).await?;
    let step = step.or_else(|| model.moves.first().copied()).filter(|step| model.moves.contains(step));
    let Some(step) = step else { return cx.go(paths::mistake(id)) };
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, step, &typed, &Errors::none()))
}

fn read(step: MistakeMove, typed: &Typed) -> Result<MistakeFact, Refusal> {
    let mut check = Check::default();
    let danger = (step == MistakeMove::Assess).then(|| {
        check.code("danger", typed.get("danger"), Danger::from_code, "Select how great the risk is")
    });
    let recovery = (step == MistakeMove::Recover).then(|| {
        check.code("recovery", typed.get("recovery"), Recovery::from_code, "Select what became of it")
    });
    let words = check.prose("words", typed.get("words"), "it in words");
    let late = check.optional_line("late", typed.get("late"), "why it is late");
    check
        .done(|| {
            Some(MistakeFact {
                step,
                words: words?,
                danger: danger.flatten(),
                recovery: recovery.flatten(),
                late,
            })
        })
        .map_err(Refusal::Invalid)
}

/// Takes the step.
pub(crate) async fn post(cx: WebCx, Id(id): Id<MistakeId>, typed: Typed) -> Answer {
    let model = mistake(cx.app(), cx.viewer(), id).await?;
    let Ok(step) = MistakeMove::from_code(typed.get("step")) else { return cx.go(paths::mistake(id)) };
    let seen = typed.get("seen").parse().unwrap_or(-1);
    let done = match read(step, &typed) {
        Ok(fact) => mistakes::step(cx.app(), cx.viewer(), id, seen, fact).await.map(drop),
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::mistake(id), Said::MistakeStepped)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &model, step, &typed, &errors))
        }
    }
}
