//! Drawing the share of a month's looks that an agreement's terms say.

use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText},
    pages::plain_form::{Again, PlainForm},
    paths,
    words::Said,
};
use app::{
    Refusal,
    look_reviews::{LookList, draw, look_list},
};
use jiff::{ToSpan, civil::Date};

/// Months that are offered.
const MONTHS: i64 = 12;

/// The first days of the months that are over, the last first.
fn months(today: Date) -> Vec<Date> {
    (1..=MONTHS).map(|back| today.first_of_month().saturating_sub(back.months())).collect()
}

fn page(cx: &WebCx, model: &LookList, typed: &Typed, errors: &Errors) -> PlainForm {
    let mut frame = cx.form_frame("Draw a month’s share", errors, &[]);
    frame.back = Some(BackLink::to(paths::LOOK_REVIEWS));
    let again = Again { typed, errors };
    let note = "How many of a hundred looks are drawn is what the agreement says. Which ones follows from their numbers, so nobody \
                chooses them.";
    let agreements = model.drawable.iter().map(|one| {
        let words = format!("{}: {} per cent, reviewed by {}", one.title, one.per_cent, one.reviewer);
        (one.agreement.to_string(), words)
    });
    let months = months(cx.app().today())
        .into_iter()
        .map(|month| (month.to_string(), month.strftime("%B %Y").to_string()));
    PlainForm {
        bar: None,
        intro: Html::of(&InsetText::new(note)),
        action: paths::LOOK_DRAW.to_owned(),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.select("agreement", "Under which agreement?", "Select an agreement", agreements),
            again.select("month", "Of which month?", "Select a month", months),
        ],
        send: Button::submit("Draw"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = look_list(cx.app(), cx.viewer(), None).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Draws.
pub(crate) async fn post(cx: WebCx, typed: Typed) -> Answer {
    let mut check = Check::default();
    let agreement = check.id("agreement", typed.get("agreement"), "Select an agreement");
    let month = check.code("month", typed.get("month"), str::parse::<Date>, "Select a month");
    let done = match check.done(|| Some((agreement?, month?))) {
        Ok((agreement, month)) => draw(cx.app(), cx.viewer(), agreement, month).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::LOOK_REVIEWS, Said::LooksDrawn)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = look_list(cx.app(), cx.viewer(), None).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
