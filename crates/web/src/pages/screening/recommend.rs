//! Recommending: form and proposal first, since they change the text; then the text itself, to be read and changed.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, CheckboxItem, Checkboxes, Html, Input, InsetText, Label},
    pages::{
        journey::Journey,
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths, words,
    words::Said,
};
use app::{
    FieldError, Refusal,
    screening::{self, Recommend, RecommendationGate, Recommending},
};
use domain::{
    ids::ScreeningId,
    recommendation::{Proposal, ReportForm},
};

const FIELDS: [&str; 4] = ["form", "proposal", "sadq", "dependent"];

type Chosen = (ReportForm, Proposal, RecommendationGate);

fn gate(typed: &Typed, check: &mut Check) -> RecommendationGate {
    let sadq = check.number("sadq", typed.get("sadq").trim(), 0, 60);
    RecommendationGate {
        sadq_c: sadq.and_then(|points| u8::try_from(points).ok()),
        dependent: typed.get("dependent") == "yes",
    }
}

fn chosen(typed: &Typed) -> Result<Chosen, Vec<FieldError>> {
    let mut check = Check::default();
    let form = check.code("form", typed.get("form"), ReportForm::from_code, "Select the form of report");
    let proposal =
        check.code("proposal", typed.get("proposal"), Proposal::from_code, "Select what is proposed");
    let gate = gate(typed, &mut check);
    check.done(|| Some((form?, proposal?, gate)))
}

async fn model(cx: &WebCx, id: ScreeningId, gate: RecommendationGate) -> Result<Recommending, Refusal> {
    screening::recommending(cx.app(), cx.viewer(), id, gate).await
}

fn suggestion(model: &Recommending) -> String {
    let rules = &model.rules;
    match model.suggested {
        None => "There is no score, so the guidance suggests nothing.".to_owned(),
        Some(proposal) => format!(
            "The guidance suggests: {}. It goes by AUDIT ({} and more, or SADQ-C {} and more, for treatment; {} to {} for activity). You decide.",
            proposal.words().to_lowercase(),
            rules.dependence,
            rules.sadq_c,
            rules.higher,
            rules.dependence.saturating_sub(1)
        ),
    }
}

fn first(cx: &WebCx, model: &Recommending, typed: &Typed, errors: &Errors) -> PlainForm {
    let opened = &model.opened;
    let id = opened.screening.id;
    let mut frame = cx.form_frame("What do you recommend?", errors, &[]);
    frame.back = Some(BackLink::to(paths::screening(id)));
    let again = Again { typed, errors };
    let sadq = Input {
        label: Label::text("SADQ-C, if it was given (optional)").strong(),
        ..Input::text("sadq", "SADQ-C")
    }
    .whole_number()
    .width("govuk-input--width-3")
    .with_value(typed.get("sadq").to_owned())
    .with_error(errors.at("sadq"));
    let dependent = Checkboxes {
        values: vec![typed.get("dependent").to_owned().into()],
        items: vec![CheckboxItem::new("yes", "A clinician judges the person dependent on alcohol")],
        ..Checkboxes::single("dependent", "yes", "")
    };
    let glance = &opened.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&opened.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::of(&InsetText::new(suggestion(model))),
        action: paths::recommend(id),
        hidden: frame.csrf_field(),
        fields: vec![
            again.radios("form", "In which form?", options!(ReportForm)),
            again.radios("proposal", "What is proposed?", options!(Proposal)),
            Html::of(&sadq),
            Html::of(&dependent),
        ],
        send: Button::submit("Continue to the text"),
        frame,
    }
}

/// Shows the choice, the guidance's suggestion chosen.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ScreeningId>, Query(()): Query<()>) -> Answer {
    let mut typed = Journey::of(&cx, &paths::recommend(id)).await?.answers();
    let gate = gate(&typed, &mut Check::default());
    let model = model(&cx, id, gate).await?;
    if !typed.has("proposal")
        && let Some(suggested) = model.suggested
    {
        typed = typed.with("proposal", suggested.code());
    }
    cx.show(&first(&cx, &model, &typed, &Errors::none()))
}

/// Keeps the choice and goes on to the text.
pub(crate) async fn post(cx: WebCx, Id(id): Id<ScreeningId>, typed: Typed) -> Answer {
    match chosen(&typed) {
        Ok(_) => {
            Journey::of(&cx, &paths::recommend(id)).await?.keep(&cx, &FIELDS, &typed).await?;
            cx.forget_draft().await;
            cx.go(paths::recommend_text(id))
        }
        Err(wrong) => {
            let errors = Errors::of(wrong);
            let model = model(&cx, id, RecommendationGate::default()).await?;
            cx.show_as(errors.status(), &first(&cx, &model, &typed, &errors))
        }
    }
}

fn second(
    cx: &WebCx,
    model: &Recommending,
    (form, proposal, _): Chosen,
    typed: &Typed,
    errors: &Errors,
) -> PlainForm {
    let opened = &model.opened;
    let id = opened.screening.id;
    let mut frame = cx.form_frame(form.words(), errors, &[]);
    frame.caption = format!("Recommendation about {}", opened.person.called()).into();
    frame.back = Some(BackLink::to(paths::recommend(id)));
    let typed = if typed.has("text") {
        typed.clone()
    } else {
        let day = words::day(opened.screening.day);
        typed.clone().with("text", model.draft(form, proposal, &day))
    };
    let again = Again { typed: &typed, errors };
    let glance = &opened.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&opened.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::of(&InsetText::new(
            "A draft from the assessment. Read it, change it, and keep it as you give it to the court. The person’s team reads it.",
        )),
        action: paths::recommend_text(id),
        hidden: cx.hidden(&frame, &typed, errors),
        fields: vec![again.prose("text", "What is said to the court", "")],
        send: Button::submit("Keep as given to the court"),
        frame,
    }
}

/// Shows the text, drafted from the assessment.
pub(crate) async fn text(cx: WebCx, Id(id): Id<ScreeningId>, Query(()): Query<()>) -> Answer {
    let answers = Journey::of(&cx, &paths::recommend(id)).await?.answers();
    let Ok(chosen) = chosen(&answers) else {
        model(&cx, id, RecommendationGate::default()).await?;
        return cx.go(paths::recommend(id));
    };
    let model = model(&cx, id, chosen.2).await?;
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let mut page = second(&cx, &model, chosen, &draft.unwrap_or_default(), &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Keeps the recommendation.
pub(crate) async fn send(cx: WebCx, Id(id): Id<ScreeningId>, typed: Typed) -> Answer {
    let answers = Journey::of(&cx, &paths::recommend(id)).await?.answers();
    let Ok(chosen) = chosen(&answers) else { return cx.go(paths::recommend(id)) };
    let mut check = Check::default();
    let text = check.prose("text", typed.get("text"), "what is said to the court");
    let done = match check.done(|| text) {
        Ok(text) => {
            let (form, proposal, gate) = chosen;
            let command = Recommend { screening: id, form, proposal, gate, text };
            screening::recommend(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(made) => {
            cx.forget_draft().await;
            cx.go_saying(paths::recommendation(made), Said::RecommendationKept)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = model(&cx, id, chosen.2).await?;
            cx.show_as(errors.status(), &second(&cx, &model, chosen, &typed, &errors))
        }
    }
}
