//! One step of a request for a copy: which one is asked by the address, and must be one that its state allows.

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
    words::Said,
};
use app::{
    Refusal,
    access_requests::{self, AccessStep, OpenedRequest},
};
use domain::{
    access_request::{AccessMove, EntryKey, Exemption},
    ids::AccessRequestId,
};

/// Which step, and with which entry.
pub(crate) struct Which {
    step: Option<AccessMove>,
    entry: Option<EntryKey>,
}

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["step", "entry"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let code = typed.get("step");
        let step = if code.is_empty() {
            None
        } else {
            check.code("step", code, AccessMove::from_code, "Choose a step")
        };
        Self { step, entry: EntryKey::new(typed.get("entry")) }
    }
}

fn fields(step: AccessMove, again: Again<'_>) -> Vec<Html> {
    match step {
        AccessMove::ConfirmIdentity => vec![again.line("line", "How was identity proved?", "", "")],
        AccessMove::Extend => {
            vec![again.prose("words", "Why is more time needed?", "It is complex, or there are many.")]
        }
        AccessMove::Redact => vec![
            again.radios("exemption", "Why is this entry left out?", options!(Exemption)),
            again.prose(
                "words",
                "In words",
                "For harm to health: which health professional was asked, and what they said.",
            ),
        ],
        AccessMove::Return => vec![again.prose("words", "What should be different?", "")],
        AccessMove::Give => {
            vec![again.line("line", "How was it given?", "On paper, by post, on a screen.", "")]
        }
        AccessMove::Withdraw => vec![again.prose("words", "What did the person say?", "")],
        AccessMove::AskIdentity | AccessMove::Restore | AccessMove::Submit | AccessMove::Check => vec![],
    }
}

/// What is said above the fields.
const fn note(step: AccessMove) -> &'static str {
    match step {
        AccessMove::ConfirmIdentity => "The clock goes on from today.",
        AccessMove::AskIdentity => {
            "Ask only where there is a real doubt. The clock stops until the proof is there."
        }
        AccessMove::Extend => "Tell the person why, before the first month is over.",
        AccessMove::Redact => {
            "Leave out as little as you can. The person is told how much was left out, and why, unless telling would tip somebody off."
        }
        AccessMove::Restore => "The entry is part of the copy again.",
        AccessMove::Submit => {
            "Somebody who has not worked on this copy checks it. Until then it stands still."
        }
        AccessMove::Return => "Whoever put it together works on it again.",
        AccessMove::Check => "You have read this copy, and what was left out of it, and it is right.",
        AccessMove::Give => {
            "Give it in the form that the person asked for, and go through it with them if they wish."
        }
        AccessMove::Withdraw => "Nothing is given. What was done stays in the history.",
    }
}

fn page(
    cx: &WebCx,
    model: &OpenedRequest,
    (step, entry): (AccessMove, Option<&EntryKey>),
    typed: &Typed,
    errors: &Errors,
) -> PlainForm {
    let id = model.request.asked.id;
    let mut frame = cx.form_frame(step.words(), errors, &[]);
    frame.back = Some(BackLink::to(paths::access_request(id)));
    let hidden = |name: &str, value: &str| {
        Html::markup(format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", Escaped(value)))
    };
    let mut hiddens =
        vec![frame.csrf_field(), seen_field(model.request.version()), hidden("step", step.code())];
    let mut intro = vec![Html::of(&InsetText::new(note(step)))];
    if let Some(entry) = entry {
        hiddens.push(hidden("entry", entry.as_str()));
        let found = model.copied.iter().flat_map(|copied| &copied.entries).find(|one| one.key == *entry);
        intro.extend(found.map(|one| {
            let says = one.says.iter().map(|(name, value)| format!("{name}: {value}"));
            let text = std::iter::once(one.heading.clone()).chain(says).collect::<Vec<_>>().join("\n");
            Html::paragraphs(&text)
        }));
    }
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::join(intro, "\n"),
        action: paths::access_request_step(id),
        hidden: Html::join(hiddens, ""),
        fields: fields(step, Again { typed, errors }),
        send: Button::submit(step.words()),
        frame,
    }
}

/// Shows the form; leads back where the step cannot be taken.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AccessRequestId>, Query(which): Query<Which>) -> Answer {
    let model = access_requests::request(cx.app(), cx.viewer(), id).await?;
    let needs_entry = |step: AccessMove| matches!(step, AccessMove::Redact | AccessMove::Restore);
    let first = || model.moves.iter().copied().find(|step| !needs_entry(*step));
    let step = which.step.or_else(first).filter(|step| model.moves.contains(step));
    let step = step.filter(|step| !needs_entry(*step) || which.entry.is_some());
    let Some(step) = step else { return cx.go(paths::access_request(id)) };
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, (step, which.entry.as_ref()), &typed, &Errors::none()))
}

fn read(check: &mut Check, step: AccessMove, entry: Option<EntryKey>, typed: &Typed) -> Option<AccessStep> {
    let words = |check: &mut Check, what: &str| check.prose("words", typed.get("words"), what);
    match step {
        AccessMove::ConfirmIdentity => {
            check.line("line", typed.get("line"), "how identity was proved").map(AccessStep::ConfirmIdentity)
        }
        AccessMove::AskIdentity => Some(AccessStep::AskIdentity),
        AccessMove::Extend => words(check, "why more time is needed").map(AccessStep::Extend),
        AccessMove::Redact => {
            let exemption = check.code(
                "exemption",
                typed.get("exemption"),
                Exemption::from_code,
                "Select why it is left out",
            );
            let said = words(check, "why, in words");
            Some(AccessStep::Redact(entry?, exemption?, said?))
        }
        AccessMove::Restore => entry.map(AccessStep::Restore),
        AccessMove::Submit => Some(AccessStep::Submit),
        AccessMove::Return => words(check, "what should be different").map(AccessStep::Return),
        AccessMove::Check => Some(AccessStep::Check),
        AccessMove::Give => check.line("line", typed.get("line"), "how it was given").map(AccessStep::Give),
        AccessMove::Withdraw => words(check, "what the person said").map(AccessStep::Withdraw),
    }
}

/// Records the step.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AccessRequestId>, typed: Typed) -> Answer {
    let Ok(step) = AccessMove::from_code(typed.get("step")) else { return Err(Problem::not_found()) };
    let entry = EntryKey::new(typed.get("entry"));
    if entry.is_none() && matches!(step, AccessMove::Redact | AccessMove::Restore) {
        return Err(Problem::not_found());
    }
    let mut check = Check::default();
    let taken = read(&mut check, step, entry.clone(), &typed);
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| taken) {
        Ok(taken) => access_requests::step(cx.app(), cx.viewer(), id, seen, taken).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::access_request(id), Said::CopyStepped)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = access_requests::request(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, (step, entry.as_ref()), &typed, &errors))
        }
    }
}
