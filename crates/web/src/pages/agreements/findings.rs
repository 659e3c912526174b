//! What the agreements say of themselves, worst first.

use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{BackLink, Cell, Frame, Html, Table, Tag, Tone},
    paths, words,
};
use app::agreements::Checked;
use askama::Template;
use domain::agreement::review::{Finding, Severity};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/agreements/findings.html")]
struct FindingsPage {
    frame: Frame,
    figures: String,
    table: Option<Table>,
}

/// One finding as a row of a table.
pub(super) fn row(model: &Checked, one: &Finding) -> Vec<Cell> {
    let tone = match one.severity {
        Severity::Error => Tone::Late,
        Severity::Warning => Tone::Soon,
    };
    let title = |id| {
        let found = model.versions.iter().rev().find(|version| version.agreement == id);
        found.map_or("An agreement", |version| version.terms.title.as_str()).to_owned()
    };
    let first = one.of.map(|(id, _)| Html::link(&paths::agreement(id), &title(id)));
    let other = one.and.map(|id| Html::link(&paths::agreement(id), &title(id)));
    let links = Html::join(first.into_iter().chain(other), "<br>");
    vec![
        Html::of(&Tag::new(one.severity.words(), tone)).into(),
        one.kind.words().into(),
        one.words.clone().into(),
        links.into(),
    ]
}

/// "1 error, 3 warnings".
pub(super) fn figures(model: &Checked) -> String {
    let of = |severity| {
        let number = model.findings.iter().filter(|one| one.severity == severity).count();
        u64::try_from(number).unwrap_or(u64::MAX)
    };
    format!(
        "{}, {}",
        words::count(of(Severity::Error), "error", "errors"),
        words::count(of(Severity::Warning), "warning", "warnings")
    )
}

fn page(cx: &WebCx, model: &Checked) -> FindingsPage {
    let rows: Vec<Vec<Cell>> = model.findings.iter().map(|one| row(model, one)).collect();
    let head = ["How bad", "What", "In words", "Agreements"];
    let mut frame = cx.frame("What the agreements say together");
    frame.back = Some(BackLink::to(paths::AGREEMENTS));
    FindingsPage {
        frame,
        figures: figures(model),
        table: (!rows.is_empty()).then(|| Table::new("Findings", head, rows).caption_hidden().dense()),
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = app::agreements::findings(cx.app(), cx.viewer()).await?;
    cx.show(&page(&cx, &model))
}
