//! A person's page.

mod page;

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    pages::screening::alerts_card,
};
use domain::ids::PersonId;
use page::OverviewPage;

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = app::people::overview(cx.app(), cx.viewer(), person).await?;
    let alerts = app::screening::alerts_about(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(model.about.identity.called());
    let mut page = OverviewPage::of(frame, &model, cx.app().london());
    page.alerts = alerts_card(&alerts, &page.frame.csrf_field());
    cx.show(&page)
}
