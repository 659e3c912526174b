//! One look, and the form by which it is reviewed.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Cell, Html, InsetText, SummaryRow, Table},
    pages::{
        plain_form::{Again, PlainForm, options},
        screening::shown::{ShownPage, facts},
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    look_reviews::{OneLook, look, review},
};
use domain::{ids::LedgerId, look_review::Verdict};
use jiff::tz::TimeZone;

fn about(model: &OneLook, zone: &TimeZone) -> Html {
    let one = &model.look;
    let mut rows = vec![
        SummaryRow::new("When", words::moment(one.at, zone)),
        SummaryRow::new("Who looked", one.by.clone()),
        SummaryRow::new("What for", one.purpose.words()),
        SummaryRow::new("What they asked", one.asked.clone()),
        SummaryRow::new("Rests on", model.under.join("; ")),
    ];
    if let Some((found, by)) = &one.review {
        let said = format!("{}. {}", found.verdict, found.words);
        rows.push(SummaryRow::new("Review", said));
        rows.push(SummaryRow::new("Reviewed by", format!("{by}, {}", words::moment(found.stamp.at, zone))));
    }
    let people = one.people.iter().map(|record| {
        let shown: Vec<&str> = record.shown.iter().map(|section| section.words()).collect();
        let shown = if shown.is_empty() { "Nothing".to_owned() } else { shown.join(", ") };
        vec![Cell::from(record.reference.clone()), shown.into()]
    });
    let table = Table::new("Records", ["Record", "What was shown"], people).dense();
    Html::join([facts(rows), Html::of(&table)], "\n")
}

fn form(cx: &WebCx, model: &OneLook, typed: &Typed, errors: &Errors) -> PlainForm {
    let mut frame = cx.form_frame("Review a look", errors, &[]);
    frame.back = Some(BackLink::to(paths::LOOK_REVIEWS));
    let again = Again { typed, errors };
    PlainForm {
        bar: None,
        intro: about(model, cx.app().london()),
        action: paths::look_review(model.look.id),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("verdict", "What did you find?", options!(Verdict)),
            again.prose("words", "In words", "Whom you asked, what they said, and what follows."),
        ],
        send: Button::submit("Keep the review"),
        frame,
    }
}

/// Shows the look; with the form where the reader may review it.
pub(crate) async fn get(cx: WebCx, Id(id): Id<LedgerId>, Query(()): Query<()>) -> Answer {
    let model = look(cx.app(), cx.viewer(), id).await?;
    if model.may_review {
        let typed = cx.draft().await?.unwrap_or_default();
        return cx.show(&form(&cx, &model, &typed, &Errors::none()));
    }
    let mut frame = cx.frame("A look");
    frame.back = Some(BackLink::to(paths::LOOK_REVIEWS));
    let own = "This look is your own, so somebody else reviews it.";
    let note = if model.look.review.is_none() { Html::of(&InsetText::new(own)) } else { Html::default() };
    let body = Html::join([note, about(&model, cx.app().london())], "\n");
    cx.show(&ShownPage { bar: None, parts: None, heading: "A look".into(), body, frame })
}

/// Keeps the review.
pub(crate) async fn post(cx: WebCx, Id(id): Id<LedgerId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let verdict = check.code("verdict", typed.get("verdict"), Verdict::from_code, "Select what you found");
    let words = check.prose("words", typed.get("words"), "what you found, in words");
    let done = match check.done(|| Some((verdict?, words?))) {
        Ok((verdict, words)) => review(cx.app(), cx.viewer(), id, verdict, words).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::LOOK_REVIEWS, Said::LookReviewed)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = look(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &form(&cx, &model, &typed, &errors))
        }
    }
}
