//! Which stages of somebody’s way services cover, intervention by intervention: what is missing stands out.

use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{BackLink, Cell, Html, InsetText, Table},
    pages::screening::shown::ShownPage,
    paths,
};
use app::provision::{ProvisionPage, provision};
use domain::{
    ids::ServiceId,
    provision::{INTERVENTIONS, STAGES},
};

fn cell(model: &ProvisionPage, services: &[ServiceId]) -> Cell {
    let names = services.iter().filter_map(|id| model.services.get(id));
    let names: Vec<Html> = names.map(|name| Html::text(name)).collect();
    if names.is_empty() {
        Cell::html(Html::literal("<strong class=\"govuk-tag govuk-tag--yellow\">None</strong>"))
    } else {
        Cell::html(Html::join(names, "<br>"))
    }
}

fn matrix(model: &ProvisionPage) -> Html {
    let head = std::iter::once("What is done").chain(STAGES.iter().map(|(_, words)| *words));
    let rows = INTERVENTIONS.iter().zip(&model.coverage.cells).map(|((_, words), cells)| {
        let cells = cells.iter().map(|services| cell(model, services));
        std::iter::once(Cell::from(*words)).chain(cells).collect::<Vec<_>>()
    });
    let (head, rows): (Vec<&str>, Vec<_>) = (head.collect(), rows.collect());
    Html::of(
        &Table::new("What is done at which stage, and by which services", head, rows)
            .caption_hidden()
            .dense(),
    )
}

/// Shows the page.
pub(super) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = provision(cx.app(), cx.viewer()).await?;
    let title = "Which stages services cover";
    let mut frame = cx.frame(title);
    frame.back =
        Some(BackLink { text: "Bodies and services".into(), ..BackLink::to(paths::PROVISION.to_owned()) });
    let coverage = &model.coverage;
    let mut pieces = vec![Html::paragraphs(&format!(
        "{} of {} fields are empty: no service says that it does that there.",
        coverage.empty(),
        coverage.all()
    ))];
    let bare: Vec<&str> =
        coverage.bare().iter().filter_map(|at| STAGES.get(*at)).map(|(_, words)| *words).collect();
    if !bare.is_empty() {
        pieces.push(Html::of(&InsetText::new(format!("Nothing at all is done at: {}.", bare.join(", ")))));
    }
    pieces.push(matrix(&model));
    cx.show(&ShownPage {
        bar: None,
        parts: None,
        heading: title.into(),
        body: Html::join(pieces, "\n"),
        frame,
    })
}
