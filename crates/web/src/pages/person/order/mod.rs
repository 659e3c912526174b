//! Orders of a person: requirements, leads, what is due, failures and the end.

mod page;

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
};
use domain::ids::PersonId;
use page::OrderPage;

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = app::orders::orders_of(cx.app(), cx.viewer(), person).await?;
    let frame = cx.frame(format!("Orders and requirements: {}", model.person.called()));
    cx.show(&OrderPage::of(frame, &model))
}
