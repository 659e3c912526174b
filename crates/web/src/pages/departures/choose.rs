//! Whose last day it is: an agency, or one of its services.

use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{BackLink, Html, Table},
    pages::screening::shown::ShownPage,
    paths,
};
use app::departures;
use domain::ids::ScopeId;

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = departures::scopes(cx.app(), cx.viewer()).await?;
    let rows = found.iter().map(|one| {
        let services = one
            .services
            .iter()
            .map(|service| Html::link(&paths::departure_new(ScopeId(service.id.0)), &service.name));
        vec![
            Html::link(&paths::departure_new(ScopeId(one.agency.id.0)), &one.agency.name).into(),
            Html::join(services, ", ").into(),
        ]
    });
    let table = Table::new("Agencies", ["The agency as a whole", "One of its services"], rows)
        .caption_hidden()
        .dense();
    let mut frame = cx.frame("Whose last day is it?");
    frame.back = Some(BackLink::to(paths::DEPARTURES));
    let heading = "Whose last day is it?".into();
    cx.show(&ShownPage { bar: None, parts: None, heading, body: Html::of(&table), frame })
}
