//! The viewer's caseload, page by page.

use super::caseload_table;
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{Frame, PageLink, Pagination, Table},
    paths, words,
};
use app::people::Caseload;
use askama::Template;
use domain::ids::PersonId;
use jiff::civil::Date;

/// People on one page.
const ROWS: u32 = 20;

/// Where the page begins.
pub(crate) struct From {
    after: Option<PersonId>,
}

impl Asked for From {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self { after: check.cursor("cursor", typed.get("cursor"), |cursor| cursor.part(0)) }
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/people/caseload.html")]
struct CaseloadPage {
    frame: Frame,
    size: String,
    table: Option<Table>,
    paging: Pagination,
}

/// The address of the page after `next`.
pub(crate) fn page_after(next: PersonId) -> String {
    paths::with_query(paths::CASELOAD, &[("cursor", &cursor([next]))])
}

fn page(frame: Frame, model: &Caseload, later: bool, today: Date) -> CaseloadPage {
    let previous = later.then(|| PageLink { text: "First page".into(), ..PageLink::to(paths::CASELOAD) });
    CaseloadPage {
        frame,
        size: words::count(model.size, "person", "people"),
        table: (!model.rows.is_empty()).then(|| caseload_table::table(&model.rows, today)),
        paging: Pagination {
            previous,
            next: model.next.map(|next| PageLink::to(page_after(next))),
            ..Pagination::default()
        },
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Query(from): Query<From>) -> Answer {
    let model = app::people::caseload(cx.app(), cx.viewer(), from.after, ROWS).await?;
    cx.show(&page(cx.frame("Caseload"), &model, from.after.is_some(), cx.app().today()))
}
