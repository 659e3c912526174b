//! One step of a summary: which one is asked by the address, and must be one that its state allows.

use super::TextShown;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Button, Escaped, Html, InsetText, Label, Select, SelectItem},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options, seen_field},
        screening::taken,
    },
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    summaries::{self, OpenedSummary, SummaryStep},
};
use domain::{
    consent::Manner,
    disclosure_summary::{CameOfIt, SummaryMove},
    ids::{AccountId, SummaryId},
    rehabilitation::Use,
};

/// Which step.
pub(crate) struct Which(Option<SummaryMove>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["step"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let code = typed.get("step");
        Self(if code.is_empty() {
            None
        } else {
            check.code("step", code, SummaryMove::from_code, "Choose a step")
        })
    }
}

/// Managers who may be asked to approve.
type Approvers = Vec<(AccountId, String)>;

fn fields(step: SummaryMove, model: &OpenedSummary, approvers: &Approvers, again: Again<'_>) -> Vec<Html> {
    match step {
        SummaryMove::Show => vec![
            again.radios("manner", "How was the text shown?", options!(Manner)),
            again.line("language", "In which language?", "", "govuk-input--width-20"),
        ],
        SummaryMove::Consent => {
            let mut items = vec![SelectItem::new("", "Whoever of the managers comes first")];
            items.extend(approvers.iter().map(|(id, name)| SelectItem::new(id.to_string(), name.clone())));
            let approver = Select {
                label: Label::text("Who is asked to approve it?").strong(),
                ..Select::new("approver", "Who is asked to approve it?", items)
            }
            .with_value(again.typed.get("approver").to_owned())
            .with_error(again.errors.at("approver"));
            vec![taken::fields(again), Html::of(&approver)]
        }
        SummaryMove::Approve if model.summary.written.used_for != Use::Ordinary => {
            vec![again.prose("words", "What did you find when you checked the exceptions?", "")]
        }
        SummaryMove::Return => vec![again.prose("words", "What should be different?", "")],
        SummaryMove::Drop => vec![again.prose("words", "Why?", "")],
        SummaryMove::Hear => vec![again.radios("answer", "What came of it?", options!(CameOfIt))],
        SummaryMove::Approve | SummaryMove::Decline | SummaryMove::Issue | SummaryMove::Withdraw => vec![],
    }
}

/// What is said above the fields.
const fn note(step: SummaryMove) -> &'static str {
    match step {
        SummaryMove::Show => "Go through these exact words with the person. Then say how.",
        SummaryMove::Consent => {
            "The person agrees to these exact words, for this body and this opportunity. They may take it back at any time."
        }
        SummaryMove::Decline => "A refusal brings no consequences. It is kept, and nothing leaves.",
        SummaryMove::Approve => {
            "You did not write this text. Approve it when it is minimal, plain and fair; else send it back."
        }
        SummaryMove::Return => "Its author writes a new one, which is shown and agreed to again.",
        SummaryMove::Issue => {
            "The letter counts from today. Its last day is set, and it is not printed again after it."
        }
        SummaryMove::Withdraw => {
            "From now on the letter is not printed again. Tell the body to destroy what it has."
        }
        SummaryMove::Drop => "Nothing leaves. What was written stays in the history.",
        SummaryMove::Hear => "Nobody has to ask or answer. Leave it where you were not told.",
    }
}

fn page(
    cx: &WebCx,
    model: &OpenedSummary,
    approvers: &Approvers,
    step: SummaryMove,
    typed: &Typed,
    errors: &Errors,
) -> PlainForm {
    let id = model.summary.written.id;
    let mut frame = cx.form_frame(step.words(), errors, &[("until", "until-day")]);
    frame.back = Some(BackLink::to(paths::summary(id)));
    let mut intro = vec![Html::of(&InsetText::new(note(step)))];
    if let Ok(text) = &model.text
        && matches!(
            step,
            SummaryMove::Show | SummaryMove::Consent | SummaryMove::Approve | SummaryMove::Issue
        )
    {
        intro.push(Html::of(&TextShown::of(text)));
    }
    let asked =
        Html::markup(format!("<input type=\"hidden\" name=\"step\" value=\"{}\">", Escaped(step.code())));
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::join(intro, "\n"),
        action: paths::summary_step(id),
        hidden: Html::join([frame.csrf_field(), seen_field(model.summary.version()), asked], ""),
        fields: fields(step, model, approvers, Again { typed, errors }),
        send: Button::submit(step.words()),
        frame,
    }
}

async fn approvers(cx: &WebCx, step: SummaryMove) -> Result<Approvers, Refusal> {
    match step {
        SummaryMove::Consent => summaries::approvers(cx.app(), cx.viewer()).await,
        _ => Ok(Vec::new()),
    }
}

/// Shows the form; the first step that may be taken, where none is asked for.
pub(crate) async fn get(cx: WebCx, Id(id): Id<SummaryId>, Query(Which(step)): Query<Which>) -> Answer {
    let model = summaries::summary(cx.app(), cx.viewer(), id).await?;
    let step = step.or_else(|| model.moves.first().copied()).filter(|step| model.moves.contains(step));
    let Some(step) = step else { return cx.go(paths::summary(id)) };
    let typed = cx.draft().await?.unwrap_or_else(|| Typed::default().with("language", "English"));
    let approvers = approvers(&cx, step).await?;
    cx.show(&page(&cx, &model, &approvers, step, &typed, &Errors::none()))
}

fn read(check: &mut Check, step: SummaryMove, typed: &Typed) -> Option<SummaryStep> {
    let text = typed.get("words");
    match step {
        SummaryMove::Show => {
            let manner =
                check.code("manner", typed.get("manner"), Manner::from_code, "Select how it was shown");
            let language = check.line("language", typed.get("language"), "the language");
            Some(SummaryStep::Show(manner?, language?))
        }
        SummaryMove::Consent => {
            let taken = taken::read(typed, check);
            let approver =
                check.optional_id("approver", typed.get("approver"), "Select a manager from the list");
            Some(SummaryStep::Consent(taken?, approver))
        }
        SummaryMove::Decline => Some(SummaryStep::Decline),
        SummaryMove::Approve => {
            Some(SummaryStep::Approve(check.optional_prose("words", text, "what you found")))
        }
        SummaryMove::Return => {
            check.prose("words", text, "what should be different").map(SummaryStep::Return)
        }
        SummaryMove::Issue => Some(SummaryStep::Issue),
        SummaryMove::Withdraw => Some(SummaryStep::Withdraw),
        SummaryMove::Drop => check.prose("words", text, "why").map(SummaryStep::Drop),
        SummaryMove::Hear => check
            .code("answer", typed.get("answer"), CameOfIt::from_code, "Select what came of it, or go back")
            .map(SummaryStep::Hear),
    }
}

/// Records the step.
pub(crate) async fn post(cx: WebCx, Id(id): Id<SummaryId>, typed: Typed) -> Answer {
    let Ok(step) = SummaryMove::from_code(typed.get("step")) else { return Err(Problem::not_found()) };
    let mut check = Check::default();
    let taken = read(&mut check, step, &typed);
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| taken) {
        Ok(taken) => summaries::step(cx.app(), cx.viewer(), id, seen, taken).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            let said = if step == SummaryMove::Issue { Said::SummaryIssued } else { Said::SummaryStepped };
            cx.go_saying(paths::summary(id), said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = summaries::summary(cx.app(), cx.viewer(), id).await?;
            let approvers = approvers(&cx, step).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &approvers, step, &typed, &errors))
        }
    }
}
