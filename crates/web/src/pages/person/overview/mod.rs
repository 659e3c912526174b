//! A person's page.

mod page;

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
};
use domain::ids::PersonId;
use page::OverviewPage;

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = app::people::overview(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(model.about.identity.called());
    cx.show(&OverviewPage::of(frame, &model, cx.app().london()))
}
