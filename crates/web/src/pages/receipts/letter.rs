//! The letter, to print: who looked, why, until when, in plain words; as a page and as a PDF.

use super::Days;
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::BackLink,
    paper::{self, receipt},
    paths,
    problem::Problem,
};
use app::receipts::letter;
use documents::Document;
use domain::ids::PersonId;

/// The letter, and how the person is called.
async fn written(cx: &WebCx, person: PersonId, days: &Days) -> Result<(Document, String), Problem> {
    let model = letter(cx.app(), cx.viewer(), person, (days.from, days.until)).await?;
    let mistakes = app::mistakes::told_to(cx.app(), cx.viewer(), person).await?;
    Ok((receipt::letter(&model, &mistakes), model.called))
}

/// Shows it.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(days): Query<Days>) -> Answer {
    let (document, called) = written(&cx, person, &days).await?;
    let shown = paper::Shown {
        window: format!("Letter to {called}: who has seen your record"),
        back: BackLink { text: "Receipts".into(), ..BackLink::to(paths::person_receipts(person)) },
        pdf: days.kept(&paths::person_receipt_letter_pdf(person)),
    };
    paper::show(&cx, &document, shown)
}

/// Gives it as a PDF.
pub(crate) async fn pdf(cx: WebCx, Id(person): Id<PersonId>, Query(days): Query<Days>) -> Answer {
    let (document, _) = written(&cx, person, &days).await?;
    paper::pdf(document, receipt::LETTER).await
}
