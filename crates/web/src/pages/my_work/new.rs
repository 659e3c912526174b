//! All that is new to the viewer, page by page.

use super::{ListPage, page::news};
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Cursor, Query, Typed, past},
    kit::{Breadcrumbs, Html, PageLink, Pagination},
    paths, words,
};
use app::{my_work, ports::Place};

/// Rows of one page.
const ROWS: u32 = 50;

/// Where the page begins.
pub(super) struct Before(Option<Place>);

impl Asked for Before {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.cursor("cursor", typed.get("cursor"), Cursor::place))
    }
}

/// Shows the list.
pub(super) async fn get(cx: WebCx, Query(Before(before)): Query<Before>) -> Answer {
    let page = my_work::new(cx.app(), cx.viewer(), before, ROWS).await?;
    let next =
        page.next.map(|place| PageLink::to(paths::with_query(paths::MY_NEW, &[("cursor", &past(place))])));
    let previous = before.map(|_| PageLink { text: "First page".into(), ..PageLink::to(paths::MY_NEW) });
    let mut frame = cx.frame("New since you were last here");
    frame.breadcrumbs = Some(Breadcrumbs::of([("My work", paths::MY_WORK)]));
    let list = if page.rows.rows.is_empty() {
        Html::paragraphs("Nothing new.")
    } else {
        news(&page.rows.rows, &frame, cx.app().london())
    };
    cx.show(&ListPage {
        frame,
        counted: words::count(page.rows.count, "new thing", "new things"),
        list,
        paging: Pagination { previous, next, ..Pagination::default() },
    })
}
