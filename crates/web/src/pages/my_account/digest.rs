//! The digest by e-mail: whether one is sent, and from which time of a working day.

use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{Breadcrumbs, Button, Html, RadioItem, SummaryRow},
    pages::plain_form::{Again, PlainForm},
    paths,
    problem::Problem,
    words::Said,
};
use app::digest;
use gate::Action;

/// What a form offers that was never filled in.
const USUAL: &str = "08:00";

/// The line of My account; nothing for those whose role has no desk.
pub(super) async fn row(cx: &WebCx) -> Result<Option<SummaryRow>, Problem> {
    if !cx.may(Action::GetDigest) {
        return Ok(None);
    }
    let wanted = digest::wanted(cx.app(), cx.viewer()).await?;
    let words = wanted
        .map_or_else(|| "Not sent".to_owned(), |minute| format!("On working days, from {}", clock(minute)));
    Ok(Some(SummaryRow::new("Digest by email", words).change(paths::MY_DIGEST, "digest by email")))
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn page(cx: &WebCx, typed: &Typed, errors: &Errors) -> PlainForm {
    let mut frame = cx.form_frame("Digest by email", errors, &[]);
    frame.breadcrumbs = Some(Breadcrumbs::of([("My account", paths::MY_ACCOUNT)]));
    let again = Again { typed, errors };
    let items = vec![RadioItem::new("yes", "Yes, on working days"), RadioItem::new("no", "No")];
    PlainForm {
        bar: None,
        intro: Html::paragraphs(
            "How many things are overdue, due, waiting for others and new, and how many agreements wait for you, with a link to \
             My work. It names nobody.",
        ),
        action: paths::MY_DIGEST.to_owned(),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.radios("wanted", "Do you want a digest by email?", items),
            again.line(
                "time",
                "From what time?",
                "Such as 08:00. It leaves within minutes of it.",
                "govuk-input--width-5",
            ),
        ],
        send: Button::submit("Save"),
        frame,
    }
}

/// Shows the form as it was set.
pub(super) async fn show(cx: WebCx, Query(()): Query<()>) -> Answer {
    let wanted = digest::wanted(cx.app(), cx.viewer()).await?;
    let typed = Typed::default()
        .with("wanted", if wanted.is_some() { "yes" } else { "no" })
        .with("time", wanted.map_or_else(|| USUAL.to_owned(), clock));
    cx.show(&page(&cx, &typed, &Errors::none()))
}

/// Sets it.
pub(super) async fn save(cx: WebCx, typed: Typed) -> Answer {
    let mut check = Check::default();
    let wanted = match typed.get("wanted") {
        "yes" => check.time("time", typed.get("time"), "a time").map(|time| Some(minute_of(time))),
        "no" => Some(None),
        _ => check.wrong("wanted", "required", "Select whether you want a digest"),
    };
    let done = match check.done(|| wanted) {
        Ok(minute) => digest::want(cx.app(), cx.viewer(), minute).await,
        Err(fields) => Err(app::Refusal::Invalid(fields)),
    };
    match done {
        Ok(()) => cx.go_saying(paths::MY_ACCOUNT, Said::DigestSet),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &typed, &errors))
        }
    }
}

fn minute_of(time: jiff::civil::Time) -> u32 {
    u32::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or(0)
}
