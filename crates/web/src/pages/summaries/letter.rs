//! The letter, to print: a page without the person's bar, from the letter's own model.

use super::TextShown;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Frame, Html},
    paths,
};
use app::summaries::{Letter, letter};
use askama::Template;
use domain::ids::SummaryId;
use jiff::civil::Date;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/summaries/letter.html")]
struct LetterPage {
    frame: Frame,
    agency: String,
    contact: String,
    body: String,
    address: Vec<String>,
    issued: String,
    last: String,
    text: Html,
    signed: String,
}

/// "24 May 2027", as letters say a day.
fn said(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn page(frame: Frame, model: &Letter) -> LetterPage {
    LetterPage {
        frame,
        agency: model.agency.clone(),
        contact: model.contact.to_string(),
        body: model.body.to_string(),
        address: model.address.as_str().lines().map(str::to_owned).collect(),
        issued: said(model.issued),
        last: said(model.last),
        text: Html::of(&TextShown::of(&model.text)),
        signed: model.signed.clone(),
    }
}

/// Shows the letter.
pub(crate) async fn get(cx: WebCx, Id(id): Id<SummaryId>, Query(()): Query<()>) -> Answer {
    let model = letter(cx.app(), cx.viewer(), id).await?;
    let mut frame = cx.frame(format!("Letter to {}", model.body));
    frame.back = Some(BackLink::to(paths::summary(id)));
    cx.show(&page(frame, &model))
}
