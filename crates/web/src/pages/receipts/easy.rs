//! The easy-read sheet: the same as the letter, one idea a line, large; as a page and as a PDF.

use super::Days;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::BackLink,
    paper::{self, receipt},
    paths,
};
use app::receipts::letter;
use domain::ids::PersonId;

/// Shows it.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(days): Query<Days>) -> Answer {
    let model = letter(cx.app(), cx.viewer(), person, (days.from, days.until)).await?;
    let shown = paper::Shown {
        window: format!("Easy read for {}: who has seen your record", model.called),
        back: BackLink { text: "Receipts".into(), ..BackLink::to(paths::person_receipts(person)) },
        pdf: days.kept(&paths::person_receipt_easy_pdf(person)),
    };
    paper::show(&cx, &receipt::easy(&model), shown)
}

/// Gives it as a PDF.
pub(crate) async fn pdf(cx: WebCx, Id(person): Id<PersonId>, Query(days): Query<Days>) -> Answer {
    let model = letter(cx.app(), cx.viewer(), person, (days.from, days.until)).await?;
    paper::pdf(receipt::easy(&model), receipt::EASY).await
}
