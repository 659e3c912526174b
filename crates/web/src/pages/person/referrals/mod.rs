//! Referrals of a person.

mod page;

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
};
use domain::ids::PersonId;
use page::ReferralsPage;

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = app::people::referrals(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(format!("Referrals: {}", model.person.called()));
    cx.show(&ReferralsPage::of(frame, &model, cx.app().london()))
}
