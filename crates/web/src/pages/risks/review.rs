//! Looking at a flag again: it still holds, or it is over.

use super::known_from;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Escaped, Html, RadioItem, SummaryRow},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm},
        screening::shown::facts,
    },
    paths,
    words::{self, Said},
};
use app::{
    Refusal,
    risks::{Found, OpenedRisk, ReviewRisk, review, risk},
};
use domain::ids::RiskFlagId;

fn flag(model: &OpenedRisk) -> Html {
    let flag = &model.line.flag;
    let mut rows = vec![SummaryRow::new("Risk", flag.kind.words())];
    rows.extend(
        flag.detail.as_ref().map(|said| SummaryRow::new("What to know before meeting", said.to_string())),
    );
    rows.extend(known_from(flag).map(|source| SummaryRow::new("How it is known", source)));
    rows.extend(flag.upkeep.map(|one| SummaryRow::new("To be looked at again by", words::day(one.review))));
    rows.push(SummaryRow::new("The next review, at the latest", words::day(model.latest)));
    facts(rows)
}

/// What the reviewer saw: as it came back with the form, so that a review of somebody else in between is not passed over.
fn seen(model: &OpenedRisk, typed: &Typed) -> String {
    match typed.get("seen") {
        "" => model.line.flag.reviews().to_string(),
        seen => seen.to_owned(),
    }
}

fn page(cx: &WebCx, model: &OpenedRisk, typed: &Typed, errors: &Errors) -> PlainForm {
    let mut frame = cx.form_frame("Review a risk flag", errors, &[("review", "review-day")]);
    frame.back = Some(BackLink::to(paths::person_risks(model.person.person)));
    let (glance, again) = (&model.glance, Again { typed, errors });
    let found = vec![
        RadioItem::new("holds", "It still holds").reveals(again.date(
            "review",
            "By which day is it looked at again? (optional)",
            "The longest time that the rules allow, if you leave it empty.",
        )),
        RadioItem::new("over", "It is over").hinted("The flag is taken off the record. Its history stays."),
    ];
    let kept = Html::markup(format!(
        "<input type=\"hidden\" name=\"seen\" value=\"{}\">",
        Escaped(&seen(model, typed))
    ));
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: flag(model),
        action: paths::risk_review(model.line.flag.id),
        hidden: Html::join([cx.hidden(&frame, typed, errors), kept], ""),
        fields: vec![
            again.radios("found", "What did you find?", found),
            again.prose("words", "Why?", "What has changed, what has not, and who was asked."),
        ],
        send: Button::submit("Record the review"),
        frame,
    }
}

fn read(check: &mut Check, flag: RiskFlagId, typed: &Typed) -> Option<ReviewRisk> {
    let found = match typed.get("found") {
        "holds" => {
            let day = check.optional_date("review", &typed.date("review"), "The day of the next review");
            Some(Found::Holds(day))
        }
        "over" => Some(Found::Over),
        _ => check.wrong("found", "required", "Select whether it still holds or is over"),
    };
    let words = check.prose("words", typed.get("words"), "Why");
    let seen = typed.get("seen").parse().unwrap_or_default();
    Some(ReviewRisk { flag, seen, found: found?, words: words? })
}

async fn opened(cx: &WebCx, id: RiskFlagId) -> Result<OpenedRisk, Refusal> {
    let model = risk(cx.app(), cx.viewer(), id).await?;
    if model.line.may_review { Ok(model) } else { Err(Refusal::not_now("risk flag", "over")) }
}

/// Shows the form.
pub(super) async fn get(cx: WebCx, Id(id): Id<RiskFlagId>, Query(()): Query<()>) -> Answer {
    let model = opened(&cx, id).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Records the review.
pub(super) async fn post(cx: WebCx, Id(id): Id<RiskFlagId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let command = read(&mut check, id, &typed);
    let done = match check.done(|| command) {
        Ok(command) => review(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(person) => {
            cx.forget_draft().await;
            cx.go_saying(paths::person_risks(person), Said::RiskReviewed)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = opened(&cx, id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
