//! The copy, to print: an index, the entries, what was left out, and what the words mean; as a page and as a PDF.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::BackLink,
    paper::{self, copy},
    paths,
};
use app::access_requests::bundle;
use domain::ids::AccessRequestId;

/// Shows the copy.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AccessRequestId>, Query(()): Query<()>) -> Answer {
    let model = bundle(cx.app(), cx.viewer(), id).await?;
    let shown = paper::Shown {
        window: format!("Copy of the record of {}", model.called),
        back: BackLink::to(paths::access_request(id)),
        pdf: paths::access_request_bundle_pdf(id),
    };
    paper::show(&cx, &copy::copy(&model), shown)
}

/// Gives the copy as a PDF.
pub(crate) async fn pdf(cx: WebCx, Id(id): Id<AccessRequestId>, Query(()): Query<()>) -> Answer {
    let model = bundle(cx.app(), cx.viewer(), id).await?;
    paper::pdf(copy::copy(&model), copy::NAME).await
}
