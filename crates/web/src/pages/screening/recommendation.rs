//! One recommendation, and what the court did with it.

use super::shown::{ShownPage, cards, facts};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Card, Html, RadioItem, SummaryRow},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths, words,
    words::Said,
};
use app::{
    FieldError, Refusal,
    screening::{self, OpenedRecommendation},
};
use domain::{
    ids::RecommendationId,
    recommendation::{HearingOutcome, Outcome},
};

fn body(model: &OpenedRecommendation) -> Html {
    let one = &model.recommendation;
    let mut rows =
        vec![SummaryRow::new("Form", one.form.words()), SummaryRow::new("Proposed", one.proposal.words())];
    if let Some(suggested) = one.suggested {
        rows.push(SummaryRow::new("Guidance suggested", suggested.words()));
    }
    rows.push(SummaryRow::new("By", format!("{}, {}", model.by, model.agency)));
    let outcome = match &one.outcome {
        None => Html::paragraphs("Not recorded yet."),
        Some(outcome) => facts([
            SummaryRow::new("Outcome of the hearing", outcome.of_hearing.words()),
            SummaryRow::new("Requirement made", if outcome.made { "Yes" } else { "No" }),
            SummaryRow::new("Day", words::day(outcome.day)),
        ]),
    };
    let text = one.text.as_ref().map_or_else(
        || Html::paragraphs("The text stays with the agency that recommended and the person’s team."),
        |text| Html::paragraphs(text.as_str()),
    );
    let mut pieces = vec![cards([
        Card::new("Recommendation", facts(rows)),
        Card::new("As given to the court", text),
        Card::new("What the court did", outcome),
    ])];
    if model.may_record {
        let words = if one.outcome.is_some() { "Correct the outcome" } else { "Record the outcome" };
        pieces.push(Html::of(&Button::link(words, paths::recommendation_outcome(one.id))));
    }
    Html::join(pieces, "\n")
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<RecommendationId>, Query(()): Query<()>) -> Answer {
    let model = screening::recommendation(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame(format!("Recommendation: {}", model.person.called()));
    let assessments = paths::person_assessments(model.person.person);
    frame.back = Some(BackLink { text: "Assessments".into(), ..BackLink::to(assessments) });
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: model.recommendation.form.words().into(),
        body: body(&model),
        frame,
    })
}

fn read(typed: &Typed) -> Result<Outcome, Vec<FieldError>> {
    let mut check = Check::default();
    let of_hearing = check.code(
        "outcome",
        typed.get("outcome"),
        HearingOutcome::from_code,
        "Select what came of the hearing",
    );
    let made = check.code(
        "made",
        typed.get("made"),
        |code| match code {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(()),
        },
        "Select whether the court made what was recommended",
    );
    let day = check.date("day", &typed.date("day"), "The day of the hearing");
    let outcome = of_hearing.zip(made).zip(day).map(|((of, made), day)| Outcome::new(of, made, day));
    if outcome == Some(None) {
        check.wrong::<()>("made", "contradicts", "A requirement is made only by a probation sentence");
    }
    check.done(|| outcome.flatten())
}

fn form(cx: &WebCx, model: &OpenedRecommendation, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = model.recommendation.id;
    let mut frame = cx.form_frame("What did the court do?", errors, &[("day", "day-day")]);
    frame.back = Some(BackLink::to(paths::recommendation(id)));
    let again = Again { typed, errors };
    let yes_no = vec![RadioItem::new("yes", "Yes"), RadioItem::new("no", "No")];
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::paragraphs(&format!("Recommended: {}.", model.recommendation.proposal.words())),
        action: paths::recommendation_outcome(id),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("outcome", "Outcome of the hearing", options!(HearingOutcome)),
            again.radios("made", "Did the court make what was recommended?", yes_no),
            again.date("day", "Day of the hearing", ""),
        ],
        send: Button::submit("Keep the outcome"),
        frame,
    }
}

/// Shows the form for what the court did.
pub(crate) async fn outcome(cx: WebCx, Id(id): Id<RecommendationId>, Query(()): Query<()>) -> Answer {
    let model = screening::recommendation(cx.app(), cx.viewer(), id).await?;
    if !model.may_record {
        return cx.go(paths::recommendation(id));
    }
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let mut page = form(&cx, &model, &draft.unwrap_or_default(), &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Keeps what the court did.
pub(crate) async fn record(cx: WebCx, Id(id): Id<RecommendationId>, typed: Typed) -> Answer {
    let done = match read(&typed) {
        Ok(outcome) => {
            let once = cx.once(&typed);
            screening::record_outcome(cx.app(), cx.viewer(), id, outcome, once.as_ref()).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::recommendation(id), Said::OutcomeKept)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = screening::recommendation(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &form(&cx, &model, &typed, &errors))
        }
    }
}
