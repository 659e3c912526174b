//! The services of the partnership, each with the version of its pathway that is in force.

use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Cell, Frame, Html, Table},
    paths, words,
};
use askama::Template;
use domain::{
    protocol::{Protocol, Stage},
    service::Service,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/pathways/list.html")]
struct ListPage {
    frame: Frame,
    table: Option<Table>,
}

fn line((service, protocol): &(Service, Option<Protocol>)) -> Vec<Cell> {
    let version = protocol.as_ref().map_or_else(String::new, |one| format!("Version {}", one.version));
    let answer = protocol.as_ref().map_or_else(String::new, |one| {
        let days = one.definition.limit(Stage::Answer).working_days;
        words::count(u64::from(days), "working day", "working days")
    });
    vec![
        Html::link(&paths::pathway(service.id), &service.name).into(),
        service.agency_name.clone().into(),
        service.pathway.words().into(),
        version.into(),
        answer.into(),
    ]
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = app::pathways::pathways(cx.app(), cx.viewer()).await?;
    let rows: Vec<Vec<Cell>> = model.iter().map(line).collect();
    let head = ["Service", "Agency", "Need", "Pathway", "Time to answer"];
    let table =
        (!rows.is_empty()).then(|| Table::new("Services", head, rows).caption_hidden().rows_named().dense());
    cx.show(&ListPage { frame: cx.frame("Pathways"), table })
}
