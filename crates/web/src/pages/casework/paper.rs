//! What the person is given of a piece: as a page to print, and as a PDF.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::BackLink,
    paper::{self, casework},
    paths,
    problem::Problem,
};
use app::{Refusal, casework::piece};
use documents::Document;
use domain::ids::PieceId;

/// The document, and how the person is called.
async fn written(cx: &WebCx, id: PieceId) -> Result<(Document, String), Problem> {
    let model = piece(cx.app(), cx.viewer(), id).await?;
    if !model.line.piece.kind().is_given_on_paper() {
        return Err(Refusal::NotFound.into());
    }
    Ok((casework::document(&model), model.person.called()))
}

/// Shows it.
pub(super) async fn get(cx: WebCx, Id(id): Id<PieceId>, Query(()): Query<()>) -> Answer {
    let (document, called) = written(&cx, id).await?;
    let shown = paper::Shown {
        window: format!("{}: {called}", document.title),
        back: BackLink::to(paths::piece(id)),
        pdf: paths::piece_paper_pdf(id),
    };
    paper::show(&cx, &document, shown)
}

/// Gives it as a PDF.
pub(super) async fn pdf(cx: WebCx, Id(id): Id<PieceId>, Query(()): Query<()>) -> Answer {
    let (document, _) = written(&cx, id).await?;
    paper::pdf(document, casework::NAME).await
}
