//! One question, for either end, and the form that answers it.

use super::{form, question_tag};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, RadioItem, SummaryList, SummaryRow},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, seen_field},
        screening::shown::ShownPage,
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    openings::{self, QuestionView},
};
use domain::{ids::QuestionId, question::Reply};

fn facts(cx: &WebCx, model: &QuestionView) -> Html {
    let (asked, names) = (&model.question.asked, &model.names);
    let said = |stamp: &domain::stamp::Stamp| {
        let when = words::moment(stamp.at, cx.app().london());
        format!("{}, {}, {when}", names.account(stamp.by), names.agency(stamp.agency))
    };
    let mut rows = vec![
        SummaryRow::html("State", Html::of(&question_tag(model.question.state()))),
        SummaryRow::new("Question", asked.words.to_string()),
        SummaryRow::new("About", asked.section.words()),
        SummaryRow::new("Asked by", said(&asked.stamp)),
        SummaryRow::new("Asked of", names.agency(asked.to)),
        SummaryRow::new("Answer due", words::day(asked.answer_by)),
    ];
    match &model.reply {
        Some((stamp, Reply::Answered { words: answer, until })) => {
            rows.push(SummaryRow::html("Answer", Html::paragraphs(answer.as_str())));
            rows.push(SummaryRow::new("Answered by", said(stamp)));
            rows.push(SummaryRow::new("Counts until", words::day(*until)));
        }
        Some((stamp, Reply::Declined(reason))) => {
            rows.push(SummaryRow::new("Declined by", said(stamp)));
            rows.push(SummaryRow::new("Reason", reason.to_string()));
        }
        None if model.over => {
            rows.push(SummaryRow::new("Answer", "Its last day has passed. Ask again if you still need it."));
        }
        None => {}
    }
    Html::of(&SummaryList::new(rows))
}

/// Shows the question.
pub(crate) async fn get(cx: WebCx, Id(id): Id<QuestionId>, Query(()): Query<()>) -> Answer {
    let model = openings::question(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame(format!("Question: {}", model.person.called()));
    frame.back = Some(BackLink::to(paths::person_openings(model.person.person)));
    let mut pieces = vec![facts(&cx, &model)];
    if model.may_answer {
        pieces.push(Html::of(&Button::link("Answer or decline", paths::question_answer(id))));
    }
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Question from another agency".into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}

fn page(cx: &WebCx, model: &QuestionView, typed: &Typed, errors: &Errors) -> PlainForm {
    let frame = cx.form_frame("Answer a question", errors, &[("until", "until-day")]);
    let seen = typed.get("seen").parse().unwrap_or_else(|_| model.question.version());
    let hidden = Html::join([frame.csrf_field(), seen_field(seen)], "");
    let again = Again { typed, errors };
    let answer = Html::join(
        [
            again.prose(
                "answer",
                "Your answer",
                "As little as answers the question. What was said in treatment stays with you.",
            ),
            again.date(
                "until",
                "Until when does it count?",
                "After that day the other agency reads it no longer.",
            ),
        ],
        "",
    );
    let decline = again.line("reason", "Why not?", "The agency that asked reads it.", "govuk-!-width-full");
    let items = vec![
        RadioItem::new("answer", "Answer").reveals(answer),
        RadioItem::new("decline", "Decline").reveals(decline),
    ];
    let fields = vec![again.radios("step", "What do you say?", items)];
    let id = model.question.asked.id;
    let action = (paths::question_answer(id), "Send");
    let intro = facts(cx, model);
    form(frame, (&model.person, &model.glance), paths::question(id), action, (intro, hidden, fields))
}

/// The last day that an answer may count stands in the form at first.
fn with_day(typed: Typed, model: &QuestionView) -> Typed {
    if typed.has("until-day") {
        return typed;
    }
    let day = model.counts;
    typed
        .with("until-day", day.day().to_string())
        .with("until-month", day.month().to_string())
        .with("until-year", day.year().to_string())
}

/// Shows the form; where nothing is left to answer, the question.
pub(crate) async fn get_answer(cx: WebCx, Id(id): Id<QuestionId>, Query(()): Query<()>) -> Answer {
    let model = openings::question(cx.app(), cx.viewer(), id).await?;
    if !model.may_answer {
        return cx.go(paths::question(id));
    }
    let draft = with_day(cx.draft().await?.unwrap_or_default(), &model);
    cx.show(&page(&cx, &model, &draft, &Errors::none()))
}

/// Answers, or declines.
pub(crate) async fn post_answer(cx: WebCx, Id(id): Id<QuestionId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let reply = match typed.get("step") {
        "answer" => {
            let words = check.prose("answer", typed.get("answer"), "your answer");
            let until = check.date("until", &typed.date("until"), "The last day");
            words.zip(until).map(|(words, until)| Reply::Answered { words, until })
        }
        "decline" => check.line("reason", typed.get("reason"), "why you decline").map(Reply::Declined),
        _ => check.wrong("step", "required", "Select what you say"),
    };
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| reply) {
        Ok(reply) => openings::reply(cx.app(), cx.viewer(), id, seen, reply).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::MY_WORK, Said::QuestionReplied)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = openings::question(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
