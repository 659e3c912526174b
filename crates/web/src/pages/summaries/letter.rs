//! The letter, to print: as a page without the person's bar, and as a PDF.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::BackLink,
    paper::{self, summary},
    paths,
};
use app::summaries::letter;
use domain::ids::SummaryId;

/// Shows the letter.
pub(crate) async fn get(cx: WebCx, Id(id): Id<SummaryId>, Query(()): Query<()>) -> Answer {
    let model = letter(cx.app(), cx.viewer(), id).await?;
    let shown = paper::Shown {
        window: format!("Letter to {}", model.body),
        back: BackLink::to(paths::summary(id)),
        pdf: paths::summary_letter_pdf(id),
    };
    paper::show(&cx, &summary::letter(&model), shown)
}

/// Gives the letter as a PDF.
pub(crate) async fn pdf(cx: WebCx, Id(id): Id<SummaryId>, Query(()): Query<()>) -> Answer {
    let model = letter(cx.app(), cx.viewer(), id).await?;
    paper::pdf(summary::letter(&model), summary::NAME).await
}
