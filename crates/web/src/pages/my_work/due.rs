//! All that is due to the viewer, whatever the day, page by page.

use super::{
    filters::{Filters, LookedAt, address},
    rows,
};
use crate::{
    answer::{Answer, WebCx},
    form::{Query, cursor},
    kit::{Breadcrumbs, Frame, Html, PageLink, Pagination},
    paths, words,
};
use app::my_work::{self, DuePage, When};
use askama::Template;

/// Rows of one page.
const ROWS: u32 = 50;

#[derive(Debug, Template)]
#[template(path = "pages/my_work/due.html")]
struct DueListPage {
    frame: Frame,
    parts: Vec<(&'static str, String, bool)>,
    filters: Html,
    counted: String,
    list: Html,
    paging: Pagination,
}

fn page(mut frame: Frame, when: When, due: &DuePage) -> DueListPage {
    let choice = &due.chosen.choice;
    let part = |one: When, further: &[(&str, &str)]| {
        let asked: Vec<(&str, &str)> =
            [("when", one.code())].into_iter().chain(further.iter().copied()).collect();
        address(paths::MY_DUE, choice, &asked)
    };
    frame.breadcrumbs = Some(Breadcrumbs::of([("My work", paths::MY_WORK)]));
    let next = due.next.map(|(day, id)| cursor([day.to_string(), id.to_string()]));
    DueListPage {
        parts: When::ALL.iter().map(|one| (one.words(), part(*one, &[]), *one == when)).collect(),
        filters: Filters::of(&due.chosen, paths::MY_DUE, Some(when)).html(),
        counted: words::count(due.duties.count, "thing to do", "things to do"),
        list: rows::list(&due.duties.rows, due.today, choice.by_person, "Nothing here is due."),
        paging: Pagination {
            next: next.map(|next| PageLink::to(part(when, &[("after", &next)]))),
            ..Pagination::default()
        },
        frame,
    }
}

/// Shows the list.
pub(crate) async fn get(cx: WebCx, Query(asked): Query<LookedAt>) -> Answer {
    if let Some(choice) = &asked.choice
        && asked.after.is_none()
    {
        my_work::choose(cx.app(), cx.viewer(), choice).await?;
    }
    let due = my_work::due(cx.app(), cx.viewer(), asked.when, asked.choice, asked.after, ROWS).await?;
    cx.show(&page(cx.frame(asked.when.words()), asked.when, &due))
}
