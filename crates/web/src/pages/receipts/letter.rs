//! The letter, to print: who looked, why, until when, in plain words; as a page and as a PDF.

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
        window: format!("Letter to {}: who has seen your record", model.called),
        back: BackLink { text: "Receipts".into(), ..BackLink::to(paths::person_receipts(person)) },
        pdf: days.kept(&paths::person_receipt_letter_pdf(person)),
    };
    paper::show(&cx, &receipt::letter(&model), shown)
}

/// Gives it as a PDF.
pub(crate) async fn pdf(cx: WebCx, Id(person): Id<PersonId>, Query(days): Query<Days>) -> Answer {
    let model = letter(cx.app(), cx.viewer(), person, (days.from, days.until)).await?;
    paper::pdf(receipt::letter(&model), receipt::LETTER).await
}
